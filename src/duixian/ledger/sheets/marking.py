"""The workbook given back with what is wrong marked: red cells, each with a comment."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Border, PatternFill, Side

from duixian.ledger.sheets.findings import Problem
from duixian.ledger.sheets.parsing import Sheet

RED, TINT = "FFB3261E", "FFF8E2E0"
AUTHOR = "兑现"


def marked(data: bytes, sheet: Sheet, problems: Sequence[Problem]) -> bytes:
    """Return the workbook with a red cell and a comment for each problem; rows that are gone are told at the head."""
    book = load_workbook(BytesIO(data))
    table = book[sheet.name]
    side = Side(style="medium", color=RED)
    told: dict[str, list[str]] = {}
    for problem in problems:
        line = problem.line.number if problem.line else sheet.head_row
        head = problem.head if problem.line else "任务"
        ways = "；".join(mend.words for mend in problem.mends)
        told.setdefault(sheet.cell(head, line), []).append(f"{problem.what}。{ways}")
    for cell, texts in told.items():
        table[cell].fill = PatternFill("solid", start_color=TINT, end_color=TINT)
        table[cell].border = Border(left=side, right=side, top=side, bottom=side)
        table[cell].comment = Comment("\n".join(texts), AUTHOR, width=320, height=110)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
