"""A running case keeps the version that it began with: its stages, its steps, its duties. Start at `held`.

All else is the program's in force, for every case: fields, indicators, gates, alerts, board, access, publication.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from duixian.programs.schema import Event, Program, Stage, Step
from duixian.rules import renamed

Names = Mapping[str, str]


def order(version: str) -> tuple[int, ...]:
    """Return what versions are sorted by: 2025.10 comes after 2025.9."""
    return tuple(map(int, version.split(".")))


def field_names(old: Program, later: Sequence[Program]) -> dict[str, str]:
    """Return how each field of a version is called in the last of the later ones, by the chain of their `was`."""
    names = {key: key for key in old.fields}
    for version in later:
        now = {field.was: key for key, field in version.fields.items() if field.was}
        names = {key: now.get(name, name) for key, name in names.items()}
    return names


def held(old: Program, later: Sequence[Program]) -> Program:
    """Return what judges the cases of an older version: the program in force with that version's own stages, steps
    and duties, which name the fields as they are called now.

    Whatever the program in force can name it can name too: stages, events and parameters that only one of the two has
    are there as well, but no way of the older version leads to a stage that it did not have.
    """
    now, names = later[-1], field_names(old, later)
    return now.model_copy(
        update={
            "version": old.version,
            "in_force": old.in_force,
            "parameters": {**old.parameters, **now.parameters},
            "stages": _stages(old, now, names),
            "steps": [_step(each, names) for each in old.steps],
            "events": _events(old, now, names),
        }
    )


def _stages(old: Program, now: Program, names: Names) -> list[Stage]:
    present = {stage.id: stage for stage in now.stages}
    own = [_stage(each, present, now, names) for each in old.stages]
    ids = {stage.id for stage in own}
    kept = [each for each in own if each.id in present]
    return [*kept, *(each for each in now.stages if each.id not in ids), *(each for each in own if each not in kept)]


def _stage(stage: Stage, present: Mapping[str, Stage], now: Program, names: Names) -> Stage:
    """Return a stage of an older version under its title of today; a field that is no longer asked for it does not
    require. Past a stage that is gone the way leads where it leads today."""
    today = present.get(stage.id)
    onward = [key for key in stage.next if key in present]
    onward += today.next if today is not None and len(onward) < len(stage.next) else []
    told = {
        "title": stage.title if today is None else today.title,
        "next": list(dict.fromkeys(onward)),
        "requires": [names[key] for key in stage.requires if names[key] in now.living],
        "when": stage.when and renamed(stage.when, names),
    }
    return stage.model_copy(update=told)


def _step(step: Step, names: Names) -> Step:
    return step.model_copy(update={"when": step.when and renamed(step.when, names)})


def _events(old: Program, now: Program, names: Names) -> list[Event]:
    own = {event.id: _duty(event, names) for event in old.events}
    present = {event.id for event in now.events}
    listed = [_with_duty_of(each, own.get(each.id)) for each in now.events]
    return [*listed, *(event for key, event in own.items() if key not in present)]


def _duty(event: Event, names: Names) -> Event:
    """Return an event of an older version with the people who owe it under their fields' names of today."""
    duty, by = event.at_least, event.by and names.get(event.by, event.by)
    if duty is not None:
        duty = duty.model_copy(update={"substitutes": [names.get(key, key) for key in duty.substitutes]})
    return event.model_copy(update={"by": by, "at_least": duty})


def _with_duty_of(event: Event, own: Event | None) -> Event:
    """Return an event as it is today, but how often it is due, and from whom, as the older version says: a duty that it
    did not have is due in no stage, so that rules of today can still ask how much of it is lacking."""
    if own is None or own.at_least is None:
        never = event.at_least and event.at_least.model_copy(update={"during": []})
        return event.model_copy(update={"at_least": never})
    return event.model_copy(update={"at_least": own.at_least, "by": own.by})


def on_the_way(program: Program, entered: Sequence[str]) -> list[Stage]:
    """Return the stages that a case can come to from the first one, and those that it has entered, in their order."""
    known = {stage.id: stage for stage in program.stages}
    reached = {program.stages[0].id, *(key for key in entered if key in known)}
    front = list(reached)
    while front:
        following = set(known[front.pop()].next) - reached
        reached |= following
        front += following
    return [stage for stage in program.stages if stage.id in reached]
