"""Putting a file into the ledger and reading it right there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from duixian.accounts.models import Place
from duixian.errors import DuixianError, FileError, LedgerError, UsageError
from duixian.ledger.actions.documents import add_document
from duixian.ledger.jobs import read_document
from duixian.ledger.models import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A document that was read: the name of its file, its title, and how many statements it makes."""

    name: str
    title: str
    statements: int


def county(words: str | None) -> Place:
    """Return the county that a name or code means, or the only one there is; raises UsageError with the choices."""
    counties = list(Place.objects.filter(level=Place.Level.COUNTY))
    found = [each for each in counties if words in (None, each.code, each.name)]
    if len(found) == 1:
        return found[0]
    hint = (
        f"账本里有：{'，'.join(f'{each.name} {each.code}' for each in counties)}"
        if counties
        else "先运行 duixian init。"
    )
    raise UsageError("要写放到哪个县：--place 县名。" if words is None else f"账本里没有“{words}”。", hint=hint)


def load_file(path: Path, place: Place) -> Loaded:
    """Keep a file, read it, and return what came of it; raises what refuses it, with what to do."""
    document = add_document(_chunks(path), name=path.name, place=place, by=None, fictional=place.is_fictional)
    read_document.call(document.pk)
    document.refresh_from_db()
    if document.state != Document.State.READY:
        raise LedgerError(document.problem, where=str(path), hint=document.remedy)
    return Loaded(name=path.name, title=document.title, statements=document.statements.count())


def _chunks(path: Path) -> list[bytes]:
    try:
        return [path.read_bytes()]
    except OSError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError) -> DuixianError:
    return FileError(f"打不开：{error.strerror}。", where=str(path), hint="检查文件名和读的权限。")
