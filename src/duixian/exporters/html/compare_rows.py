"""The tables of a comparison's page: figures by year, works and dated stages; every figure linked to its source."""

from __future__ import annotations

from duixian.exporters.answers import WORDS, Answer, Mark, key_of
from duixian.exporters.compare_table import value_of
from duixian.exporters.html.article import literal
from duixian.exporters.html.sources import Note, Sources, where
from duixian.exporters.series import Block, Work
from duixian.exporters.series_rows import Row, Slot, named, stage_of
from duixian.exporters.shown import amount, one_line
from duixian.linking import End, Link


def icon(mark: Mark) -> str:
    """Return the sign of a verdict: a disc with a tick, a square with a cross, a dashed ring, a dashed square."""
    drawn = f'<use href="#{mark}"/>'
    return f'<svg class="sign" viewBox="0 0 16 16" role="img" aria-label="{WORDS[mark]}">{drawn}</svg>'


class Figures:
    """The table of figures of one place."""

    def __init__(self, block: Block, sources: Sources) -> None:
        self.block, self.sources = block, sources
        self.against = block.contradicted
        slots = [(year, slot) for row in block.rows for year, slot in row.slots.items()]
        self.promising = {year for year, slot in slots if slot.promised}
        self.reporting = {year for year, slot in slots if slot.reported or slot.answer is not None}

    def head(self) -> str:
        """Return the two rows of the head: the years, and under each what was promised and what became of it."""
        tops, heads = [], []
        for year in self.block.years:
            columns = self._columns(year)
            running = year == self.block.last and self.block.ahead[year] > 0
            tops.append(f'<th scope="colgroup" colspan="{len(columns)}" class="year">{year}</th>')
            words = {"p": "答应", "l": "目前" if running else "后来"}
            heads += [f'<th scope="col" class="{name}">{words[name]}</th>' for name in columns]
        if self.block.far:
            tops.append('<th scope="col" class="year far" rowspan="2">远期答应</th>')
        first = '<th scope="col" rowspan="2" class="t">答应过什么</th>'
        return f"<tr>{first}{''.join(tops)}</tr><tr>{''.join(heads)}</tr>"

    def _columns(self, year: int) -> list[str]:
        shown = {"p": year in self.promising, "l": year in self.reporting}
        return [name for name, is_shown in shown.items() if is_shown]

    def rows(self, *, beside: bool) -> str:
        """Return the rows that stand in several years, or those that do not."""
        return "\n".join(self._row(row) for row in self.block.rows if self.block.is_telling(row) == beside)

    def _row(self, row: Row) -> str:
        unit = row.unit
        cells = "".join(self._cell(row, year, name, unit) for year in self.block.years for name in self._columns(year))
        far = f'<td class="far">{self._far(row)}</td>' if self.block.far else ""
        small = f"<u>{literal(unit)}</u>" if unit else ""
        data = _data(row.marks(), said=self._said(row), beside=self.block.is_telling(row))
        return f'<tr{data}><th scope="row" class="t">{literal(row.title)}{small}{_also(row)}</th>{cells}{far}</tr>'

    def _said(self, row: Row) -> bool:
        return any(key_of(end) in self.against for end in row.ends())

    def _cell(self, row: Row, year: int, name: str, unit: str) -> str:
        slot = row.slots.get(year, Slot())
        label = f' data-label="{year} {"答应" if name == "p" else "后来"}"'
        body = self._promised(row, slot, unit, year) if name == "p" else self._later(row, slot, unit)
        lone = " lone" if name == "l" and not slot.promised else ""
        return f'<td class="{name}{lone}"{label}>{body}</td>'

    def _promised(self, row: Row, slot: Slot, unit: str, year: int) -> str:
        if slot.promised:
            return self._value(slot.promised, unit, notes=_fate(slot.answer))
        promises = any(each.promised for each in row.slots.values())
        silent = slot.reported and promises and year in self.block.tallies
        return '<span class="none">没有答应</span>' if silent else ""

    def _later(self, row: Row, slot: Slot, unit: str) -> str:
        answer = slot.answer
        if answer is None:
            return self._value(slot.reported, unit) + self._flag(slot) if slot.reported else ""
        value = self._value(slot.reported, unit, words=WORDS[answer.mark], notes=_ground(answer))
        if not value:
            value = self._told(answer)
        gap = f' <span class="gap">{literal(answer.gap)}</span>' if answer.gap else ""
        return f"{icon(answer.mark)}{value}{gap}{self._flag(slot)}{_doubt(answer)}"

    def _told(self, answer: Answer) -> str:
        """Return in words what became of a promise of which no figure is reported."""
        words = {"quiet": answer.silence}.get(answer.mark, answer.why)
        end = answer.promise if answer.link is None else answer.link.later
        return self.sources.link(end, f'<span class="say">{literal(one_line(words))}</span>', notes=_ground(answer))

    def _value(self, ends: list[End], unit: str, *, words: str = "", notes: tuple[Note, ...] = ()) -> str:
        if not ends:
            return ""
        more = tuple(("另见", where(end)) for end in ends[1:])
        return self.sources.link(ends[0], figure(ends[0], unit), words=words, notes=(*notes, *more))

    def _flag(self, slot: Slot) -> str:
        said = {self.against[key] for end in (*slot.promised, *slot.reported) if (key := key_of(end)) in self.against}
        return f' <span class="flag">≠ {min(said)}</span>' if said else ""

    def _far(self, row: Row) -> str:
        lines = []
        for year in self.block.far:
            slot = row.slots.get(year)
            if slot is not None and slot.promised:
                value = self._value(slot.promised, "", notes=_fate(slot.answer))
                sign = icon(slot.answer.mark) if slot.answer is not None else ""
                lines.append(f'<span class="line"><span class="when">{year}</span> {value}{sign}</span>')
        return "".join(lines)


def figure(end: End, unit: str) -> str:
    """Return a figure with its unit, unless the row says the unit; words where there is no number."""
    if end.statement.kind != "figure":
        return f'<span class="say">{literal(stage_of(end.statement))}</span>'
    own = amount(end.statement).unit
    shown = value_of(end, own)
    return literal(shown) + ("" if own == unit or not own else f"<u>{literal(own)}</u>")


def _also(row: Row) -> str:
    """Return in small print under which other names the figures stand, and whether a pair is not sure."""
    also = f"也写作“{'”“'.join(row.also)}”" if row.also else ""
    doubts = "；".join(f"可能是同一件事 {link.score:.2f}" for link in row.doubts)
    return "".join(f"<small>{literal(words)}</small>" for words in (also, doubts) if words)


def _doubt(answer: Answer) -> str:
    return f"<small>{literal(answer.doubt)}</small>" if answer.doubt else ""


def _fate(answer: Answer | None) -> tuple[Note, ...]:
    """Return what a promise's source says of what became of it."""
    if answer is None:
        return ()
    return (("后来", f"{WORDS[answer.mark]}：{one_line(answer.why)}"),)


def _ground(answer: Answer) -> tuple[Note, ...]:
    """Return what a result's source says: the promise, the verdict and its reason, why the two belong together."""
    promise = ("答应", f"{named(answer.promise)}（{where(answer.promise)}）")
    verdict = ("判断", f"{WORDS[answer.mark]}：{one_line(answer.why)}")
    return (promise, verdict, *pairing(answer.link))


def pairing(link: Link | None) -> tuple[Note, ...]:
    """Return why two statements are taken for one thing, and how sure that is."""
    return () if link is None else (("配对", f"{'，'.join(link.reasons)}；把握 {link.score:.2f}"),)


def works(block: Block, sources: Sources) -> str:
    """Return the rows of works and dated stages."""
    return "\n".join(_work(work, sources) for work in block.works)


def _work(work: Work, sources: Sources) -> str:
    mark = work.answer.mark if work.answer is not None else None
    verdict = f'{icon(mark)}<span class="word">{WORDS[mark]}</span>' if mark is not None else ""
    notes = _ground(work.answer) if work.answer is not None else (("判断", work.why), *pairing(work.link))
    cells = "".join(
        f'<td class="{name}" data-label="{label}">{body}</td>'
        for name, label, body in (
            ("y", "年", str(work.year or "")),
            ("p", "答应", _promise(work, sources)),
            ("l", "后来", _outcome(work, sources, notes)),
            ("m", "判断", verdict),
            ("why", "为什么", literal(one_line(work.why))),
        )
    )
    doubt = f"<small>{literal(work.doubt)}</small>" if work.doubt else ""
    subject = literal(one_line(work.first.statement.subject))
    data = _data({mark} if mark else set(), said=False, beside=True)
    return f'<tr{data}><th scope="row" class="t">{subject}{doubt}</th>{cells}</tr>'


def _promise(work: Work, sources: Sources) -> str:
    if work.first.statement.status != "target":
        return ""
    return sources.link(work.first, literal(stage_of(work.first.statement)), notes=_fate(work.answer))


def _outcome(work: Work, sources: Sources, notes: tuple[Note, ...]) -> str:
    """Return what was reported, then what is planned of the same."""
    told = []
    if work.first.statement.status != "target":
        told.append(sources.link(work.first, literal(stage_of(work.first.statement))))
    if work.later is not None:
        told.append(_later_of(work.later, sources, notes))
    return "；".join(told)


def _later_of(later: End, sources: Sources, notes: tuple[Note, ...]) -> str:
    planned = f"{later.statement.year or ''} 年计划 " if later.statement.status == "target" else ""
    return literal(planned.lstrip()) + sources.link(later, literal(stage_of(later.statement)), notes=notes)


def _data(marks: set[Mark], *, said: bool, beside: bool) -> str:
    """Return the attributes by which the script filters a row."""
    words = [*sorted(marks), *(["against"] if said else [])]
    return f' data-is="{" ".join(words)}"' + ("" if beside else ' data-single=""')
