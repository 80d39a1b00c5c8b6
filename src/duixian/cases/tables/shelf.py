"""The programs that this process serves, each with its model and its older versions: read from the data folder,
changed by installing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.apps import apps

from duixian.cases.models.spine import Case, CaseRow
from duixian.cases.tables.apps import LABEL
from duixian.cases.tables.making import model_name, model_of
from duixian.errors import ProgramError
from duixian.programs import Program, held
from duixian.programs.loading import FILE, Source, load_source, recall
from duixian.programs.versions import order

FOLDER, VERSIONS = "programs", "versions"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A program as it is served: what its file says, the text, the model of its table.

    `older` are the versions before it, the oldest first: what judges their cases now, and the text of each.
    """

    program: Program
    text: str
    model: type[CaseRow]
    older: tuple[Source, ...] = ()

    @property
    def versions(self) -> tuple[Program, ...]:
        """What judges cases, version by version, the oldest first."""
        return (*(each.program for each in self.older), self.program)

    @property
    def texts(self) -> dict[str, str]:
        """The text of each version."""
        return {each.program.version: each.text for each in self.older} | {self.program.version: self.text}

    def at(self, version: str) -> Program:
        """Return what judges the cases of a version; of one whose text was not kept yet, the oldest there is."""
        return next((each for each in self.versions if each.version == version), self.versions[0])

    def of(self, case: Case) -> Program:
        """Return what judges a case."""
        return self.at(case.version)

    def on(self, day: date) -> Program:
        """Return what a case is judged by that is opened on a day: the version in force then, else the oldest."""
        return next((each for each in reversed(self.versions) if each.in_force <= day), self.versions[0])

    def source_of(self, version: str) -> Source | None:
        """Return a version as it was written, with its text; None where there is none."""
        if version == self.program.version:
            return Source(self.program, self.text)
        text = self.texts.get(version)
        return None if text is None else Source(recall(text, key=self.program.id), text)


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
                self.put(load_source(path.parent), older=_older(path.parent))
                self._written[key] = written

    def put(self, source: Source, *, older: Iterable[Source] = ()) -> Shelved:
        """Put a program on the shelf, in the place of its older version; `older` are all that were before it."""
        self.take(source.program.id)
        _forget(source.program.id)
        model = model_of(source.program, apps=apps)
        shelved = Shelved(source.program, source.text, model, judging(older, source.program))
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


def judging(older: Iterable[Source], now: Program) -> tuple[Source, ...]:
    """Return what judges the cases of each older version beside the program that is in force, the oldest first."""
    before = [each for each in older if each.program.version != now.version]
    listed = sorted(before, key=lambda each: order(each.program.version))
    written: Sequence[Program] = [*(each.program for each in listed), now]
    return tuple(Source(held(each.program, written[at:]), each.text) for at, each in enumerate(listed, start=1))


def _older(folder: Path) -> list[Source]:
    """Return the versions that a program's folder keeps beside the one in force."""
    texts = [path.read_text(encoding="utf-8") for path in (folder / VERSIONS).glob("*.toml")]
    return [Source(recall(text, key=folder.name), text) for text in texts]


def _forget(key: str) -> None:
    """Let Django forget the model of a program, so that its next one may take the name."""
    apps.all_models[LABEL].pop(model_name(key).lower(), None)
    apps.clear_cache()


shelf = Shelf()
