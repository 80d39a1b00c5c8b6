"""Rules as anyone might write them, drawn by hypothesis: every function, every type, nested and divided."""

from __future__ import annotations

from household import WORDS
from hypothesis import strategies as st

NUMBERS = ("income", "debt", "line", "0", "0.1", "7900", "33.3333", "-2")
PLAIN = ("heads", "sick", "rate", "0", "1", "3", "-2", "0.5")
DATES = ("seen", "due", "today", "DATE '2024-02-29'", "DATE '2025-03-31'")


@st.composite
def plain_numbers(draw: st.DrawFn, depth: int = 2) -> str:
    """Return a number without a unit."""
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(PLAIN))
    form = draw(st.sampled_from(("sum", "date", "part", "pick", "money")))
    if form == "date":
        return draw(dated_numbers())
    if form == "money":
        return f"({draw(money(0))} / {draw(st.sampled_from(('income', 'debt')))})"
    one, other = draw(plain_numbers(depth - 1)), draw(plain_numbers(depth - 1))
    if form == "pick":
        name = draw(st.sampled_from(("least", "greatest", "coalesce")))
        return f"{name}({draw(st.sampled_from(PLAIN[:3]))}, {draw(st.sampled_from(PLAIN))})"
    if form == "part":
        return f"abs({draw(st.sampled_from(PLAIN[:3]))})"
    return f"({one} {draw(st.sampled_from('+-*/'))} {other})"


@st.composite
def dated_numbers(draw: st.DrawFn) -> str:
    """Return a number that is made of dates."""
    name = draw(st.sampled_from(("days", "workdays", "year", "month", "quarter")))
    if name in ("days", "workdays"):
        return f"{name}({draw(dates())}, {draw(dates())})"
    return f"{name}({draw(dates())})"


@st.composite
def dates(draw: st.DrawFn) -> str:
    """Return a date, perhaps moved."""
    day = draw(st.sampled_from(DATES))
    moved = draw(st.sampled_from(("", "", "add_days", "add_months")))
    return f"{moved}({day}, {draw(st.integers(-14, 14))})" if moved else day


@st.composite
def money(draw: st.DrawFn, depth: int = 1) -> str:
    """Return an amount of money."""
    if depth == 0 or draw(st.booleans()):
        return str(draw(st.sampled_from(NUMBERS[:3])))
    form = draw(st.sampled_from("+-*/"))
    if form in "+-":
        return f"({draw(money(depth - 1))} {form} {draw(st.sampled_from(NUMBERS))})"
    return f"({draw(money(depth - 1))} {form} {draw(st.sampled_from(PLAIN))})"


SIGNS = st.sampled_from(("=", "<>", "<", "<=", ">", ">="))


@st.composite
def questions(draw: st.DrawFn) -> str:
    """Return one comparison."""
    form = draw(st.sampled_from(("money", "plain", "date", "choice", "text", "boolean", "null", "in", "between")))
    if form in ("money", "plain", "date"):
        drawn = {"money": money(), "plain": plain_numbers(), "date": dates()}[form]
        return f"{draw(drawn)} {draw(SIGNS)} {draw(drawn)}"
    word = draw(st.sampled_from(WORDS))
    texts = {
        "choice": "kind {} '{}'".format(draw(st.sampled_from(("=", "<>"))), draw(st.sampled_from(("poor", "edge")))),
        "text": f"{draw(st.sampled_from(('contains', 'starts', 'ends')))}(name, '{word}')",
        "boolean": draw(st.sampled_from(("housed", "insured", "housed = FALSE", "insured <> TRUE"))),
        "null": f"{draw(st.sampled_from(('income', 'lead', 'seen', 'housed', 'kind')))} IS "
        f"{draw(st.sampled_from(('NULL', 'NOT NULL')))}",
        "in": draw(st.sampled_from(("kind IN ('poor', 'edge')", "heads NOT IN (0, 3, 0.5)", "name IN ('A', '水')"))),
        "between": f"{draw(money())} BETWEEN 0 AND {draw(money(0))}",
    }
    return texts[form]


def conditions() -> st.SearchStrategy[str]:
    """Return conditions of up to a dozen comparisons."""
    return st.recursive(
        questions(),
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(("AND", "OR")), inner).map(lambda each: f"({' '.join(each)})"),
            inner.map(lambda each: f"NOT ({each})"),
        ),
        max_leaves=8,
    )


def amounts() -> st.SearchStrategy[str]:
    """Return amounts: sums and products, some of which must be refused for their division."""
    return st.one_of(money(2), plain_numbers(2))
