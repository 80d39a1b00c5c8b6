"""Checking all that the data folder holds: the journal, every kept file, every published issue."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from duixian.journal.models import Entry
from duixian.journal.verifying import Fault
from duixian.journal.verifying import verify as verify_journal
from duixian.ledger.models import Document, Evidence, Publication
from duixian.ledger.reporting.content import check_code_of
from duixian.ledger.storage import digest_of

Files = Callable[[], Iterator[tuple[str, str]]]
# What apps above the ledger keep beside it: each says its files, and what is broken of the rest, when it is ready.
others: list[Files] = []
broken_elsewhere: list[Callable[[], Iterator[Fault]]] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What was checked, and what is broken: the journal's faults first, then files', then issues'."""

    entries: int
    subjects: int
    seals: int
    files: int
    faults: tuple[Fault, ...]


def verify() -> Whole:
    """Check chains, heads, seals, files, and the check codes of published issues."""
    journal = verify_journal()
    kept = {digest: what for listed in (files, *others) for digest, what in listed()}
    broken = (_fault(digest, what) for digest, what in kept.items() if digest_of(digest) != digest)
    return Whole(
        entries=journal.entries,
        subjects=journal.subjects,
        seals=journal.seals,
        files=len(kept),
        faults=(*journal.faults, *broken, *_issue_faults(), *(fault for each in broken_elsewhere for fault in each())),
    )


def _issue_faults() -> Iterator[Fault]:
    """Yield each published issue whose bytes do not give its check code, which the journal holds too."""
    kind = Publication.subject_kind()
    published = Entry.objects.filter(subject_kind=kind, action="publication.publish")
    codes = {entry.subject_id: json.loads(entry.body)["after"]["check_code"] for entry in published}
    for issue in Publication.objects.filter(state=Publication.State.PUBLISHED).select_related("place"):
        if not check_code_of(issue.content) == issue.check_code == codes.get(issue.pk):
            where = f"《{issue.title}》{issue.place.name} 第 {issue.number} 期"
            yield Fault(where=where, what="发布的内容与校验码不符：发布之后被改过")


def files() -> Iterator[tuple[str, str]]:
    """Yield the SHA-256 of each file that should be kept, with what it is."""
    for sha256, title, pages in Document.objects.values_list("sha256", "title", "pages").iterator():
        yield sha256, f"文件《{title}》"
        for page in (pages or {}).get("pages", ()):
            if page["picture"]:
                yield page["picture"], f"文件《{title}》第 {page['number']} 页的图"
    for sha256, name, title in Evidence.objects.values_list("sha256", "name", "commitment__title").iterator():
        yield sha256, f"“{title}”的佐证 {name}"


def _fault(digest: str, what: str) -> Fault:
    gone = digest_of(digest) is None
    return Fault(where=what, what="存下的文件不在了" if gone else f"存下的文件被改过：校验码应是 {digest[:12]}…")
