"""Passages of a made-up report, read: what a test of the reader writes down is one sentence."""

from __future__ import annotations

from duixian import Statement, read_text
from duixian.reader.clean import clean_text
from duixian.reader.draft import Draft, Found
from duixian.reader.pipeline import STEPS

TITLE = "清河湾县2025年政府工作报告\n\n"
REVIEW = TITLE + "一、2024年工作回顾\n"
PLAN = TITLE + "二、2025年工作安排\n"


def review(sentence: str) -> list[Statement]:
    """Return what a sentence of the part that looks back on 2024 states."""
    return list(read_text(REVIEW + sentence).statements)


def plan(sentence: str) -> list[Statement]:
    """Return what a sentence of the part that plans 2025 states."""
    return list(read_text(PLAN + sentence).statements)


def titles(statements: list[Statement]) -> list[str]:
    """Return what each statement is about."""
    return [statement.subject for statement in statements]


def draft_of(text: str) -> Draft:
    """Return the draft of a text after all steps."""
    draft = Draft(text, clean=clean_text(text))
    for step in STEPS:
        step(draft)
    return draft


def found_in(sentence: str) -> list[Found]:
    """Return what the steps found in a sentence of the part that looks back on 2024."""
    return draft_of(REVIEW + sentence).found
