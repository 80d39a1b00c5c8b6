"""Sentence by sentence: figures, milestones and tasks, in the order of the text."""

from __future__ import annotations

from duixian.reader.draft import Draft, Found, Sentence
from duixian.reader.figures import figures_in
from duixian.reader.milestones import milestones_in
from duixian.reader.tasks import lead_alone, tasks_in
from duixian.reader.wording import RATES


def read_sentences(draft: Draft) -> None:
    """Find what each sentence states; a sentence only names an office that leads what the one before undertakes."""
    before: Sentence | None = None
    for sentence in draft.sentences:
        if before is not None and before.block != sentence.block:
            before = None
        mine = _date_counts([*figures_in(draft, sentence, before), *milestones_in(draft, sentence)])
        mine.extend(tasks_in(draft, sentence, mine))
        office = lead_alone(draft.clean.text, sentence)
        if office is not None:
            _hand_back(draft.found, office)
        draft.found.extend(sorted(mine, key=lambda found: found.start))
        before = sentence


def _date_counts(found: list[Found]) -> list[Found]:
    """Give the counts of a clause the deadline that the next names for them (26个重点项目，力争三季度全面开工)."""
    for date in [statement for statement in found if statement.dates is not None]:
        counts = [one for one in found if one.kind == "figure" and one.clause == date.dates and one.unit not in RATES]
        for count in counts:
            count.due = count.due or date.due
        if counts:
            found.remove(date)
    return found


def _hand_back(found: list[Found], office: str) -> None:
    """Give the office named after a sentence to what that sentence undertakes."""
    if found:
        last = found[-1].sentence
        for statement in reversed(found):
            if statement.sentence is not last:
                break
            statement.lead = statement.lead or office
