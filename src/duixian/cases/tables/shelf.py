"""The programs that this process serves, each with its model: read from the data folder, changed by installing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.apps import apps

from duixian.cases.models.spine import CaseRow
from duixian.cases.tables.apps import LABEL
from duixian.cases.tables.making import model_name, model_of
from duixian.errors import ProgramError
from duixian.programs import Program
from duixian.programs.loading import FILE, Source, load_source

FOLDER = "programs"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A program as it is served: what its file says, the text, the model of its table."""

    program: Program
    text: str
    model: type[CaseRow]


class Shelf:
    """The programs of one process, by id."""

    def __init__(self) -> None:
        self._held: dict[str, Shelved] = {}
        # When the file of each was written that was read from the data folder.
        self._written: dict[str, int] = {}

    def open(self, data: Path) -> None:
        """Bring the shelf up to a data folder: what another process has installed, upgraded or removed since."""
        there = {path.parent.name: path for path in (Path(data) / FOLDER).glob(f"*/{FILE}")}
        for key in self._written.keys() - there.keys():
            self.take(key)
        for key, path in sorted(there.items()):
            if self._written.get(key) != (written := path.stat().st_mtime_ns):
                self.put(load_source(path.parent))
                self._written[key] = written

    def put(self, source: Source) -> Shelved:
        """Put a program on the shelf, in the place of its older version."""
        self.take(source.program.id)
        _forget(source.program.id)
        model = model_of(source.program, apps=apps)
        shelved = Shelved(source.program, source.text, model)
        self._held[source.program.id] = shelved
        apps.clear_cache()
        return shelved

    def take(self, key: str) -> None:
        """Take a program off the shelf; its table is not touched."""
        self._written.pop(key, None)
        if self._held.pop(key, None) is not None:
            _forget(key)

    def all(self) -> list[Shelved]:
        """Return every program that is served, by title."""
        return sorted(self._held.values(), key=lambda each: each.program.title)

    def get(self, key: str) -> Shelved:
        """Return a program; a ProgramError where it is not installed."""
        if key not in self._held:
            known = "、".join(self._held) or "还没有"
            raise ProgramError(f"没有装“{key}”这个模板", hint=f"装着的：{known}。安装：duixian program install 文件夹")
        return self._held[key]

    def __contains__(self, key: object) -> bool:
        return key in self._held


def _forget(key: str) -> None:
    """Let Django forget the model of a program, so that its next one may take the name."""
    apps.all_models[LABEL].pop(model_name(key).lower(), None)
    apps.clear_cache()


shelf = Shelf()
