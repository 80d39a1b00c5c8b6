"""What is wrong with a program that its shape alone does not show: strangers named, circles, rules that do not hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal

from duixian.catalogue import indicators
from duixian.catalogue.units import convert
from duixian.errors import guess
from duixian.programs.conditions import numbers_of, rule_of, rules_of, wrong_with
from duixian.programs.faults import Fault, Path
from duixian.programs.names import OWN_HEADS, names_of
from duixian.programs.schema import ROLES, Event, Indicator, Program
from duixian.programs.steps import in_order
from duixian.programs.taken import taken_in

# Fields that never leave the house with a program's own, and what they are.
NOT_PUBLIC = {"person": "人", "case": "别的事项"}


def faults_of(program: Program) -> list[Fault]:
    """Return every fault of a program whose tables have the right shape."""
    return [
        *_fields(program),
        *_titles(program),
        *_ids(program),
        *_stages(program),
        *_events(program),
        *_steps(program),
        *_indicators(program),
        *_boards(program),
        *_rules(program),
    ]


def _fields(program: Program) -> Iterator[Fault]:
    if not any(field.type == "text" for field in program.living.values()):
        yield Fault(("fields",), "没有一项是文字，事项就没有名字", '加一项 type = "text"，第一项作名字')
    for key, field in program.fields.items():
        at: Path = ("fields", key)
        if (field.type == "choice") != bool(field.choices):
            yield Fault(at, f"{field.title}：选择项要有 choices，别的类型不能有", 'choices = { new = "新建" }')
        if (field.type == "case") != (field.of is not None):
            yield Fault(at, f"{field.title}：别的事项要写 of，是哪个模板的；别的类型不能有", 'of = "major_projects"')
        if field.type in ("money", "area") and not field.unit:
            yield Fault(at, f"{field.title}：{'金额' if field.type == 'money' else '面积'}要写单位", 'unit = "万元"')
    yield from _renames(program)
    for at, means in taken_in(program):
        yield Fault(at, f"“{at[-1]}”是{means}", "换一个代号")


def _renames(program: Program) -> Iterator[Fault]:
    for key, field in program.fields.items():
        if field.was == key or field.was in program.fields:
            at = ("fields", key, "was")
            yield Fault(at, f"{field.title}：was 写的“{field.was}”现在还有", "was 写上一版里改掉的代号")
    for old, count in Counter(field.was for field in program.fields.values() if field.was).items():
        if count > 1:
            yield Fault(("fields",), f"有 {count} 项都写 was = “{old}”", "一项只能改成一项，别的去掉 was")


def _titles(program: Program) -> Iterator[Fault]:
    """Yield fields under one title: a workbook finds its columns by their heads."""
    titles = Counter([*OWN_HEADS, *(field.title for field in program.living.values())])
    for key, field in program.living.items():
        if titles[field.title] > 1:
            yield Fault(("fields", key, "title"), f"“{field.title}”有两栏叫这个名字，表格里分不开", "换一个名字")


def _ids(program: Program) -> Iterator[Fault]:
    for kind in ("stages", "events", "steps", "indicators", "alerts"):
        ids = [row.id for row in getattr(program, kind)]
        for number, key in enumerate(ids):
            if key in ids[:number]:
                yield Fault((kind, number, "id"), f"“{key}”写了两次", "每条的 id 只能用一次")
    # Two of them under one name would be one column: a field reached_open beside a stage open.
    names = Counter([*program.fields, *(each for each in names_of(program) if each not in program.fields)])
    for key in program.fields:
        if key.startswith(("reached_", "last_", "days_since_")) or names[key] > 1 or key in _derived(program):
            yield Fault(("fields", key), f"“{key}”与系统算出的栏目重名", "换一个代号")


def _derived(program: Program) -> frozenset[str]:
    bare = program.model_copy(update={"fields": {}})
    return frozenset(names_of(bare))


def _stages(program: Program) -> Iterator[Fault]:
    ids = [stage.id for stage in program.stages]
    for number, stage in enumerate(program.stages):
        at: Path = ("stages", number)
        for key in stage.next:
            yield from stranger((*at, "next"), key, ids, f"阶段“{stage.title}”通向")
        for key in stage.requires:
            yield from stranger((*at, "requires"), key, program.living, f"阶段“{stage.title}”要求")
    reached, front = {ids[0]}, [ids[0]]
    while front:
        following = set(program.stage(front.pop()).next) & set(ids) - reached
        reached |= following
        front += following
    for number, stage in enumerate(program.stages):
        if stage.id not in reached:
            yield Fault(
                ("stages", number), f"阶段“{stage.title}”到不了", "在前一阶段的 next 里写上它", rests_on=("stages",)
            )


def _events(program: Program) -> Iterator[Fault]:
    for number, event in enumerate(program.events):
        at: Path = ("events", number)
        people = [key for key, field in program.living.items() if field.type == "person"]
        if event.by is not None:
            yield from stranger((*at, "by"), event.by, [*people, *sorted(ROLES)], f"“{event.title}”由谁记")
        if event.counts_on is not None:
            dates = [key for key, field in event.fields.items() if field.type == "date"]
            yield from stranger((*at, "counts_on"), event.counts_on, dates, f"“{event.title}”按哪天算")
        for key in (key for key, field in event.fields.items() if field.was):
            hint = "代号不改，标题可以改；要换就另加一栏，旧的写 retired = true"
            yield Fault((*at, "fields", key), f"“{event.title}”的栏目“{key}”不能写 was", hint)
        yield from _duty(event, at, program, people)


def _duty(event: Event, at: Path, program: Program, people: list[str]) -> Iterator[Fault]:
    if event.at_least is None:
        return
    for key in event.at_least.during:
        ids = [stage.id for stage in program.stages]
        yield from stranger((*at, "at_least"), key, ids, f"“{event.title}”在哪些阶段")
    for key in event.at_least.substitutes:
        yield from stranger((*at, "at_least"), key, people, f"“{event.title}”的替代人")


def _steps(program: Program) -> Iterator[Fault]:
    ids = [step.id for step in program.steps]
    strangers = False
    for number, step in enumerate(program.steps):
        for key in step.after:
            faults = list(stranger(("steps", number, "after"), key, ids, f"手续“{step.title}”排在"))
            strangers = strangers or bool(faults)
            yield from faults
    if not strangers and len(set(ids)) == len(ids):
        try:
            in_order(program.steps)
        except ValueError as circle:
            yield Fault(("steps",), f"手续互相等待，谁也开始不了：{circle}", "看 after，去掉一处")


def _indicators(program: Program) -> Iterator[Fault]:
    dates = [key for key, name in names_of(program).items() if name.kind == "date"]
    choices = [key for key, field in program.fields.items() if field.type == "choice"]
    for number, row in enumerate(program.indicators):
        at: Path = ("indicators", number)
        if sum(each is not None for each in (row.count, row.sum, row.share)) != 1:
            yield Fault(at, f"指标“{row.title}”要写 count、sum、share 中的一样，只能一样", "count = \"stage = 'done'\"")
        if not row.unit and not _has_units(row, program):
            yield Fault(at, f"指标“{row.title}”没有单位", 'unit = "个"；按选项分的，units 里每个选项写一个')
        yield from _observes(at, row)
        if row.to is not None and row.share is None:
            yield Fault((*at, "to"), f"指标“{row.title}”：to 只跟 share 一起用", "写 share 和 to，就是两个合计之比")
        if row.on is not None:
            yield from stranger((*at, "on"), row.on, dates, f"指标“{row.title}”按哪天算")
        if row.split is not None:
            yield from stranger((*at, "split"), row.split, choices, f"指标“{row.title}”按什么分")
    yield from _gates(program)


def _observes(at: Path, row: Indicator) -> Iterator[Fault]:
    """Yield what is wrong with the catalogue's indicator that a figure is to feed."""
    if not row.observes:
        return
    fed = indicators().get(row.observes)
    if fed is None:
        hint = guess(row.observes, indicators()) or "写目录里指标的代号，比如 key_projects_done"
        yield Fault((*at, "observes"), f"目录里没有指标“{row.observes}”", hint)
    if row.split is not None:
        yield Fault((*at, "observes"), f"指标“{row.title}”按选项分，汇不成一个数", "不写 split，或者另写一个不分的指标")
    elif fed is not None and convert(Decimal(1), row.unit, to=fed.unit) is None:
        yield Fault((*at, "observes"), f"“{row.unit}”换不成目录里“{fed.title}”的“{fed.unit}”", "换一个指标，或者改单位")


def _has_units(row: Indicator, program: Program) -> bool:
    field = program.fields.get(row.split or "")
    return field is not None and set(row.units) == set(field.choices)


def _gates(program: Program) -> Iterator[Fault]:
    ids = [row.id for row in program.indicators]
    for number, gate in enumerate(program.gates):
        yield from stranger(("gates", number, "indicator"), gate.indicator, ids, f"门槛“{gate.title}”看的指标")
        if any(each.id == gate.indicator and each.split for each in program.indicators):
            what = f"门槛“{gate.title}”看的指标按选项分，不知道看哪一个"
            yield Fault(("gates", number, "indicator"), what, "换一个不写 split 的指标")
        if (gate.at_least is None) == (gate.at_most is None):
            yield Fault(("gates", number), f"门槛“{gate.title}”要写 at_least 或 at_most", "at_least = 40")
        if not _is_in_every_year(gate.by):
            yield Fault(("gates", number, "by"), f"不是每年都有 {gate.by} 这一天", 'by = "03-31"')
    for key in program.publish.indicators:
        yield from stranger(("publish", "indicators"), key, ids, "公开的指标")
    for key in program.publish.fields:
        yield from stranger(("publish", "fields"), key, program.living, "公开的栏目")
        field = program.fields.get(key)
        if field is not None and field.type in NOT_PUBLIC:
            what = f"栏目“{field.title}”是{NOT_PUBLIC[field.type]}，不能公开"
            yield Fault(
                ("publish", "fields"),
                what,
                "从 fields 里去掉它；公开的报告不写个人信息，别的事项由它自己的模板说公开什么",
            )


def _is_in_every_year(month_day: str) -> bool:
    try:
        date.fromisoformat(f"2025-{month_day}")
    except ValueError:
        return False
    return True


def _boards(program: Program) -> Iterator[Fault]:
    board, numbers = program.board, numbers_of(program)
    for key in board.card:
        yield from stranger(("board", "card"), key, program.living, "卡片上的栏目")
    for name in ("sum", "done", "plan", "whole"):
        key = getattr(board, name)
        if key is not None:
            yield from stranger(("board", name), key, numbers, f"卡片上的 {name}")
    if board.dots is not None:
        duties = [event.id for event in program.events if event.at_least is not None]
        yield from stranger(("board", "dots"), board.dots, duties, "卡片上的点")
    for number, curve in enumerate(program.curves):
        for side in ("plan", "actual"):
            yield from stranger(("curves", number, side), getattr(curve, side), _sums(program), f"曲线“{curve.title}”")


def _sums(program: Program) -> list[str]:
    return [f"{event.id}.{key}" for event in program.events for key in event.fields]


def _rules(program: Program) -> Iterator[Fault]:
    for at, text, wants in rules_of(program):
        found = wrong_with(text, program=program, wants=wants)
        if found is not None:
            yield Fault(at, f"{found.where}：{found.what}" if found.where else found.what, found.hint)
    people = [key for key, field in program.living.items() if field.type == "person"]
    for number, alert in enumerate(program.alerts):
        if alert.to is not None:
            yield from stranger(("alerts", number, "to"), alert.to, [*people, *sorted(ROLES)], "提醒谁")
    for number, step in enumerate(program.steps):
        yield from _of_fields_only(("steps", number, "when"), step.when, program)


def _of_fields_only(at: Path, text: str | None, program: Program) -> Iterator[Fault]:
    """Refuse a step's rule that asks for more than fields: whether it is needed is settled when a case is opened."""
    if text is None or wrong_with(text, program=program, wants="condition") is not None:
        return
    strangers = [each.title for each in rule_of(text, program, "condition").columns if each.id not in program.fields]
    if strangers:
        yield Fault(at, f"手续需不需要办只看栏目，不看{'、'.join(strangers)}", "用登记时就有的栏目")


def stranger(at: Path, key: str, known: Collection[str], what: str) -> Iterator[Fault]:
    """Yield the fault of naming what is not there, with what is."""
    if key not in known:
        hint = f"{guess(key, known)}这里有：{'、'.join(_sorted(known))}"
        yield Fault(at, f"{what}“{key}”，没有这个", hint, stranger=key)


def _sorted(known: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(known))
