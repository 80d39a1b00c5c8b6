"""The tables of the ledger: fields, constraints and names, nothing else."""

from duixian.ledger.models.commitments import (
    Amendment,
    Assignment,
    Claim,
    Commitment,
    Evidence,
    TargetKind,
    Task,
)
from duixian.ledger.models.desk import Presence, SavedView
from duixian.ledger.models.documents import Document, ReviewState, Statement
from duixian.ledger.models.links import Finding, Link, Verdict
from duixian.ledger.models.observations import Indicator, Observation
from duixian.ledger.models.pins import Pin
from duixian.ledger.models.publications import Publication
from duixian.ledger.models.steps import AssessedDay, Ladder, Step

__all__ = [
    "Amendment",
    "AssessedDay",
    "Assignment",
    "Claim",
    "Commitment",
    "Document",
    "Evidence",
    "Finding",
    "Indicator",
    "Ladder",
    "Link",
    "Observation",
    "Pin",
    "Presence",
    "Publication",
    "ReviewState",
    "SavedView",
    "Statement",
    "Step",
    "TargetKind",
    "Task",
    "Verdict",
]
