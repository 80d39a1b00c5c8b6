"""From a program to a Django model: one native column a field, its stage's columns repeated from the spine."""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db import models

from duixian.cases.models.spine import CaseRow
from duixian.cases.tables.apps import LABEL
from duixian.cases.tables.columns import checks_of, column_of, cut
from duixian.programs import Program


def model_of(program: Program, *, apps: Apps) -> type[CaseRow]:
    """Return the model of a program's table, registered with `apps`. Words of the file do not enter the table."""
    attributes: dict[str, Any] = {
        "__module__": "duixian.cases.tables",
        "__qualname__": model_name(program.id),
        "__doc__": program.title,
        "Meta": _meta(program, apps),
    }
    attributes |= {key: column_of(field) for key, field in program.fields.items()}
    return type(model_name(program.id), (CaseRow,), attributes)


def model_name(program: str) -> str:
    """Return the name of a program's model: `major_projects` is Major_projects, and no other program's."""
    return program.capitalize()


def _meta(program: Program, apps: Apps) -> type:
    constraints = [each for key, field in program.fields.items() for each in checks_of(program.id, key, field)]
    names = {
        "app_label": LABEL,
        "apps": apps,
        "db_table": f"program_{program.id}",
        "ordering": ("case_id",),
        "constraints": constraints,
        "indexes": [
            models.Index(fields=("stage", "stage_since"), name=f"{cut(program.id, most=20)}_stage"),
            models.Index(fields=("office_of", "stage"), name=f"{cut(program.id, most=20)}_office"),
        ],
        "default_permissions": (),
    }
    return type("Meta", (), names)
