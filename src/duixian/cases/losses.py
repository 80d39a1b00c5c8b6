"""What a ledger would lose on the way from one text of a program to another: each loss is a reason to refuse it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from duixian.cases.held import Held
from duixian.cases.tables.columns import is_outside
from duixian.catalogue.units import convert
from duixian.errors import ProgramError
from duixian.programs import Program
from duixian.programs.faults import Fault
from duixian.programs.schema import Field

NAMED = 5
_ANEW = "另加一项新的，旧的写 retired = true"


def refuse_losses(after: Program, *, renamed: Mapping[str, str], held: Held, is_back: bool) -> None:
    """Refuse a text that would lose something of what is held; `renamed` gives the new id of a field by its old one.

    On the way back nobody declares anything: a field may go that no case has a value of.
    """
    faults = [*_fields(after, renamed, held, is_back), *_rows(after, held), *_event_fields(after, held)]
    if is_back:
        faults = [replace(fault, hint="这一版留着，要改再出一版") for fault in faults]
    if faults:
        raise ProgramError.of(faults, where=f"{after.id}/program.toml")


def _fields(after: Program, renamed: Mapping[str, str], held: Held, is_back: bool) -> Iterator[Fault]:
    for key, old in held.program.fields.items():
        new = after.fields.get(renamed.get(key, key))
        if new is not None:
            yield from _changed(key, old, new, held, is_back)
        elif not is_back:
            hint = f'不用了写 retired = true；改了代号在新的一项里写 was = "{key}"'
            yield Fault(("fields", key), f"“{old.title}”（{key}）不见了，数据会丢", hint)
        elif count := held.count(key):
            yield Fault(("fields", key), f"“{old.title}”（{key}）前一版没有，已经填了 {count} 件")


def _changed(key: str, old: Field, new: Field, held: Held, is_back: bool) -> Iterator[Fault]:
    at = ("fields", key)
    if old.type != new.type:
        yield Fault(at, f"“{new.title}”的类型从 {old.type} 变成 {new.type}", _ANEW)
        return
    narrowed = set(old.choices) - set(new.choices)
    if narrowed and not is_back:
        hint = "不再用的选项留着，把标题改成“（停用）”"
        yield Fault(at, f"“{new.title}”少了选项 {'、'.join(sorted(narrowed))}", hint)
        return
    if old.of != new.of and (count := held.count(key)):
        yield Fault(at, f"“{new.title}”指的模板从 {old.of} 变成 {new.of}，已经填了 {count} 件", _ANEW)
    if not _is_same(old.unit, new.unit) and (count := held.count(key)):
        yield Fault(at, f"“{new.title}”的单位从 {old.unit or '无'} 变成 {new.unit or '无'}，已经填了 {count} 件", _ANEW)
    if narrowed or (old.least, old.most) != (new.least, new.most):
        yield from _outside(key, new, held)


def _outside(key: str, new: Field, held: Held) -> Iterator[Fault]:
    outside = (number for number, value in held.values(key) if is_outside(value, new))
    named = list(islice(outside, NAMED))
    if not named:
        return
    more = sum(1 for _ in outside)
    numbers = "、".join(map(str, named)) + (f" 号等 {len(named) + more} 件" if more else f" 号，{len(named)} 件")
    what = f"“{new.title}”（{key}）新的限制，已有的值不合：{numbers}"
    yield Fault(("fields", key), what, "先在事项里改好这些值，或者放宽 least、most、choices")


def _is_same(old: str, new: str) -> bool:
    return old == new or convert(Decimal(1), old, to=new) == 1


def _rows(after: Program, held: Held) -> Iterator[Fault]:
    """Yield each stage, event and step that is gone while there are rows of it."""
    kinds = (
        ("stages", "阶段", held.stages()),
        ("events", "记事", held.events()),
        ("steps", "手续", held.steps()),
    )
    for kind, word, counts in kinds:
        titles = {row.id: row.title for row in getattr(held.program, kind)}
        known = {row.id for row in getattr(after, kind)}
        for key in sorted(counts.keys() - known):
            what = f"{word}“{titles.get(key, key)}”（{key}）不见了，有 {counts[key]} 件事项用着它"
            yield Fault((kind,), what, f"{word}的 id 留着不改，标题可以改，比如加上“（停用）”")


def _event_fields(after: Program, held: Held) -> Iterator[Fault]:
    events = {event.id: event for event in after.events}
    before = {(event.id, key): field for event in held.program.events for key, field in event.fields.items()}
    for (event, key), count in sorted(held.event_values().items()):
        if event not in events:
            continue
        new, old = events[event].fields.get(key), before.get((event, key))
        name = f"记事“{events[event].title}”的“{new.title if new else old.title if old else key}”（{key}）"
        if new is None:
            yield Fault(("events",), f"{name}不见了，已经填了 {count} 次", "留着它；不用了写 retired = true")
        elif old is not None and (what := _difference(old, new)):
            yield Fault(("events",), f"{name}{what}，已经填了 {count} 次", _ANEW)


def _difference(old: Field, new: Field) -> str:
    """Return how a field of an event was changed so that its old values would no longer mean what they did."""
    if old.type != new.type:
        return f"类型从 {old.type} 变成 {new.type}"
    if old.of != new.of:
        return f"指的模板从 {old.of} 变成 {new.of}"
    if not _is_same(old.unit, new.unit):
        return f"单位从 {old.unit or '无'} 变成 {new.unit or '无'}"
    narrowed = sorted(set(old.choices) - set(new.choices))
    return f"少了选项 {'、'.join(narrowed)}" if narrowed else ""
