"""What every program shares: the spine of a case and its history, the installed programs, ties to commitments."""

from duixian.cases.models.alerts import CaseAlert, Tie
from duixian.cases.models.history import (
    CaseEvent,
    CaseExcuse,
    CasePaper,
    CaseStage,
    CaseStep,
    EventAmount,
)
from duixian.cases.models.spine import Case, CaseRow, Installed, InstalledVersion, Workday

__all__ = [
    "Case",
    "CaseAlert",
    "CaseEvent",
    "CaseExcuse",
    "CasePaper",
    "CaseRow",
    "CaseStage",
    "CaseStep",
    "EventAmount",
    "Installed",
    "InstalledVersion",
    "Tie",
    "Workday",
]
