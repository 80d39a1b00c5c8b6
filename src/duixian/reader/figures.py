"""Figures: the amounts of each sentence, named and told what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from duixian.reader import senses
from duixian.reader.carry import Carry, Named, say
from duixian.reader.draft import Clause, Draft, Found, Frame, Sentence, Time
from duixian.reader.frames import frame_at
from duixian.reader.money import spends, spent_on
from duixian.reader.slots import Slot, slots_in
from duixian.reader.titles import title_clause
from duixian.statement import Status


@dataclass(slots=True)
class _State:
    """What a sentence has given so far."""

    carry: Carry = field(default_factory=Carry)
    found: list[Found] = field(default_factory=list)
    scope: Time | None = None  # the time that heads a clause and governs those after it
    word: str = "投资"
    spending: Found | None = None  # money whose purpose the next clause tells


def figures_in(draft: Draft, sentence: Sentence, before: Sentence | None = None) -> list[Found]:
    """Return the figures of a sentence, in order; `before` is the sentence before it in the same paragraph."""
    if not sentence.amounts:
        return []
    text, state = draft.clean.text, _State()
    if before is not None and not before.amounts:
        state.carry.past.append(_silent_words(text, before.clauses[0]))
    for clause in sentence.clauses:
        state.carry.stale = state.carry.stale or clause.opens or text.startswith("其中", clause.start)
        if clause.opens and state.scope is not None and not state.scope.bare:
            state.scope = None
        if clause.amounts:
            _read_clause(draft, sentence, clause, state)
        else:
            _pass_clause(text, clause, state)
        state.scope = _scope(clause.times, clause.start, text) or state.scope
    return state.found


def _read_clause(draft: Draft, sentence: Sentence, clause: Clause, state: _State) -> None:
    """Read the amounts of a clause."""
    text = draft.clean.text
    frame = frame_at(draft.frames, clause.start)
    slots = slots_in(text, clause)
    named = title_clause(slots, state.carry)
    _spread_suffix(slots)
    if state.spending is not None:
        words = text[clause.start : clause.end]
        spent = spent_on(words, named[0].titles[0], word=state.word)
        state.spending.subject = spent or state.spending.subject
    for one in named:
        last = state.found[-1].status if state.found else ""
        if one.role in ("property of the last", "share of") and last in ("result", "target"):
            one.role += f":{last}"
        when = _paired(clause, named, one) or senses.governing(clause, one.slot.amount.start, state.scope, text)
        state.found.extend(_figures(draft, sentence, clause, frame, one, when))
    state.word = "投入" if "投入" in named[-1].slot.before else "投资"
    state.spending = state.found[-1] if text[clause.end - 1] == "，" and spends(named[-1].slot) else None


def _pass_clause(text: str, clause: Clause, state: _State) -> None:
    """Note what a clause without amounts says, for those after it."""
    if state.spending is not None:
        spent = spent_on(text[clause.start : clause.end], "", word=state.word)
        state.spending.subject = spent or state.spending.subject
        state.spending = None
    say(state.carry, _silent_words(text, clause))


def _paired(clause: Clause, named: list[Named], one: Named) -> Time | None:
    """Return the year of an amount that shares out a list of years (2023年、2024年分别新增耕地1300亩、1700亩)."""
    years = [time for time in clause.times if time.bare and time.end <= named[0].slot.amount.start]
    if len(years) < 2 or len(years) != len(named) or "分别" not in named[0].slot.before:
        return None
    return years[named.index(one)]


def _scope(times: Sequence[Time], start: int, text: str) -> Time | None:
    """Return the time that heads a clause and so governs the clauses after it."""
    for time in times:
        lead = text[start : time.start].strip("，、； （")
        if "以来" in text[time.end : time.end + 24].split("，")[0]:
            continue
        if lead in _LEADS or (not time.bare and len(lead) <= 6 and not lead.endswith(("比", "较", "是", "从", "由"))):
            return time
    return None


_LEADS = frozenset(
    (
        "",
        "到",
        "至",
        "截至",
        "截止",
        "力争到",
        "预计到",
        "预计",
        "力争",
        "确保",
        "在",
        "争取到",
        "计划到",
        "其中",
        "全县",
        "全市",
        "全区",
        "我县",
        "我市",
        "我区",
    )
)


def _silent_words(text: str, clause: Clause) -> str:
    """Return the words of a clause without amounts, less its times."""
    words = text[clause.start : clause.end]
    for time in clause.times:
        words = words.replace(text[time.start : time.end], "")
    return words


def _figures(
    draft: Draft, sentence: Sentence, clause: Clause, frame: Frame, one: Named, when: Time | None
) -> list[Found]:
    slot = one.slot
    amount = slot.amount
    text = draft.clean.text
    words = text[clause.start : clause.end]
    status = senses.status_of(slot, words, text[sentence.start : sentence.end], frame)
    if ":" in one.role and status in ("result", "target"):
        status = "result" if one.role.endswith(":result") else "target"
    year = senses.year_of(when, frame, draft.about)
    if status in ("result", "target"):
        status = _by_year(status, when, year, frame, draft)
    comparator = senses.comparator_of(slot, words)
    out = []
    for title in one.titles:
        measure, value = senses.measure_of(slot, amount, words, title)
        out.append(
            Found(
                kind="figure", start=amount.start, end=amount.end, sentence=sentence, subject=title, status=status, measure=measure,
                value=value, high=amount.high, unit=amount.unit, comparator=comparator,
                year=year if status in ("result", "target") else _base_year(slot, when) if status == "fact" else None,
                due=None if one.role == "property" or status in ("rule", "fact") else senses.due_of(when, year),
                role=one.role, clause=clause.start, crowd=len(clause.amounts),
            )
        )  # fmt: skip
    return out


def _base_year(slot: Slot, when: Time | None) -> int | None:
    """Return the year written right before a value that something rose or fell from."""
    return when.year if when is not None and when.year is not None and 0 <= slot.amount.start - when.end <= 1 else None


def _by_year(status: Status, when: Time | None, year: int | None, frame: Frame, draft: Draft) -> Status:
    """Return the status that a year written in the clause speaks for."""
    now = draft.about.year
    if when is None or year is None or now is None or (when.year is None and when.shift is None):
        return status
    if year < now and status == "target" and frame.mood == "target":
        return "result"
    if year >= now and status == "result" and frame.mood == "result" and frame.year is not None and year > frame.year:
        return "target"
    return status


def _spread_suffix(slots: list[Slot]) -> None:
    """A suffix behind a list covers the list (3.5%、3.0%、1.0%左右)."""
    for left, right in zip(reversed(slots[:-1]), reversed(slots[1:]), strict=True):
        if (
            right.suffix
            and not left.suffix
            and right.link == "list"
            and not right.before
            and not left.after
            and left.amount.unit == right.amount.unit
        ):
            left.suffix = right.suffix
