"""From text to the typed tree: sqlglot parses, a whitelist decides, types are checked; an error says where and what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from duixian.errors import RuleError, guess
from duixian.rules.tree import BOOLEAN, Call, Dated, Known, Named, Node, Test, Today
from duixian.rules.types import Names, Type
from duixian.rules.typing import called, compared, counted

LONGEST = 2000
YEARS = range(1900, 2200)
_COMPARISONS: dict[type[exp.Expr], str] = {
    exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=",
}  # fmt: skip
_ARITHMETIC: dict[type[exp.Expr], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/"}
_FUNCTIONS: dict[type[exp.Expr], str] = {
    exp.Abs: "abs", exp.Least: "least", exp.Greatest: "greatest", exp.Coalesce: "coalesce", exp.Year: "year",
    exp.Month: "month", exp.Quarter: "quarter", exp.AddMonths: "add_months", exp.Contains: "contains",
}  # fmt: skip
# What is understood and refused, with the reason or the way out.
_REFUSED: dict[type[exp.Expr], str] = {
    exp.Select: "规则里不能有查询",
    exp.Subquery: "规则里不能有查询",
    exp.Like: "LIKE 在各引擎里大小写不同；用 contains(栏目, '字')、starts、ends",
    exp.Mod: "取余数在各引擎里结果不同，没有这一样",
    exp.Case: "没有 CASE；把条件写成 AND、OR",
    exp.Cast: "类型不在规则里改；日期写成 DATE '2025-06-30'",
    exp.CurrentDate: "用 today：它是看的那一天，不是机器的今天",
    exp.Null: "空只用 IS NULL 问",
    exp.DPipe: "文字不相接",
    exp.Round: "四舍五入在各引擎里结果不同；比较时不用先约",
}
_OURS = frozenset({"days", "workdays", "add_days", "starts", "ends"})
FUNCTIONS = tuple(sorted({*_FUNCTIONS.values(), *_OURS}))


def parsed(text: str, names: Names) -> Node:
    """Return the typed tree of a rule or an amount; a RuleError says what cannot be read and where."""
    if len(text) > LONGEST:
        raise RuleError(f"规则长 {len(text)} 字，最多 {LONGEST}", where=text[:40], hint="分成几条")
    try:
        found = [each for each in sqlglot.parse(text) if each is not None]
    except SqlglotError as error:
        where = _place(error) or text
        raise RuleError("这里读不懂", where=where, hint="看括号、引号是否成对，运算符两边是否都有") from None
    except RecursionError:
        raise RuleError("套得太深", where=text[:40], hint="拆成几条") from None
    if len(found) != 1:
        raise RuleError("一条规则只写一个条件", where=text, hint="几个条件用 AND、OR 连起来")
    return _Reader(text, names).read(found[0])


def _place(error: SqlglotError) -> str:
    errors = getattr(error, "errors", None)
    return f"第 {errors[0]['col']} 字附近" if errors and errors[0].get("col") else ""


class _Reader:
    """Walks what sqlglot parsed; whatever is not on the list is refused by name."""

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names

    def read(self, node: exp.Expr) -> Node:
        """Return the typed tree of a node."""
        if isinstance(node, exp.Paren):
            return self.read(node.this)
        for kinds, reader in self._readers():
            if isinstance(node, kinds):
                return reader(node)
        raise self.error(node, _refusal(node), f"可用的函数：{'、'.join(FUNCTIONS)}")

    def _readers(self) -> Iterable[tuple[type | tuple[type, ...], Callable[[exp.Expr], Node]]]:
        return (
            (exp.Column, self._column),
            ((exp.Literal, exp.Boolean), self._literal),
            (exp.Cast, self._date),
            ((exp.And, exp.Or), self._joined),
            (exp.Not, lambda node: Test("not", (self.condition(node.this),))),
            (exp.Is, self._is),
            (exp.In, self._in),
            (exp.Between, self._between),
            (tuple(_COMPARISONS), lambda node: self._comparison(_COMPARISONS[type(node)], node)),
            (exp.Neg, lambda node: self._counted("neg", (self.read(node.this),), node)),
            (tuple(_ARITHMETIC), self._arithmetic),
            ((exp.Anonymous, *_FUNCTIONS), self._function),
        )

    def condition(self, node: exp.Expr) -> Node:
        """Return a node that says yes or no; a boolean column is its own question."""
        found = self.read(node)
        if found.type.kind != "boolean":
            raise self.error(node, f"这里要的是条件，写的是{found.type}", "写成比较，例如 total > 0")
        return found if isinstance(found, Test) else Test("true", (found,))

    def error(self, node: exp.Expr, what: str, hint: str = "") -> RuleError:
        """Return the error at a node: its text, and where it begins."""
        starts = [each.meta["start"] for each in node.walk() if "start" in each.meta]
        place = f"第 {min(starts) + 1} 字" if starts else "规则"
        return RuleError(what, where=f"{place}“{node.sql()[:60]}”", hint=hint)

    def _column(self, node: exp.Expr) -> Node:
        key = node.name
        if node.args.get("table") or key.lower() == "today":
            if node.args.get("table"):
                raise self.error(node, "栏目前面不写表名", f"只写 {key}")
            return Today()
        if key in self.names.parameters:
            return Dated(self.names.parameters[key])
        if key not in self.names.columns:
            known = [*self.names.columns, *self.names.parameters, "today"]
            hint = guess(key, known) or f"可用：{'、'.join(known[:30])}"
            raise self.error(node, f"没有“{key}”这个栏目或参数", hint)
        return Named(self.names.columns[key])

    def _literal(self, node: exp.Expr) -> Known:
        if isinstance(node, exp.Boolean):
            return Known(bool(node.this), BOOLEAN, "是" if node.this else "否")
        if node.is_string:
            return Known(str(node.this), Type("text"), str(node.this))
        try:
            value = Decimal(str(node.this))
        except ArithmeticError:
            raise self.error(node, f"“{node.this}”不是数") from None
        whole = value == value.to_integral_value()
        return Known(value, Type("integer" if whole else "decimal"), str(node.this))

    def _date(self, node: exp.Expr) -> Node:
        inner = node.this
        if isinstance(node, exp.Cast) and node.to.is_type("date") and isinstance(inner, exp.Literal):
            return self.as_date(inner)
        raise self.error(node, _REFUSED[exp.Cast])

    def as_date(self, node: exp.Expr) -> Known:
        """Return the date that a text spells."""
        try:
            day = date.fromisoformat(node.name)
        except ValueError:
            raise self.error(node, f"“{node.name}”不是日期", "写成 DATE '2025-06-30'") from None
        if day.year not in YEARS:
            raise self.error(node, f"“{node.name}”太远", f"{YEARS[0]} 到 {YEARS[-1]} 年之间")
        return Known(day, Type("date"), node.name)

    def _joined(self, node: exp.Expr) -> Node:
        name = "and" if isinstance(node, exp.And) else "or"
        parts: list[Node] = []
        for side in node.flatten():
            parts.append(self.condition(side))
        return Test(name, tuple(parts))

    def _is(self, node: exp.Expr) -> Node:
        inner, said = self.read(node.this), node.expression
        if isinstance(said, exp.Null):
            if not isinstance(inner, Named):
                raise self.error(node, "IS NULL 只问一个栏目", "写成 栏目 IS NULL")
            return Test("null", (inner,))
        raise self.error(node, "IS 后面只写 NULL", "是非栏目直接写，或写 = TRUE")

    def _in(self, node: exp.Expr) -> Node:
        if node.args.get("query") is not None or not node.expressions:
            raise self.error(node, "IN 后面写一串值", "IN ('new', 'continued')")
        subject = self._asked(node.this)
        for each in node.expressions:
            if not isinstance(each, exp.Literal | exp.Neg | exp.Cast):
                raise self.error(each, "IN 里只写值，不写空和栏目", "空用 OR 栏目 IS NULL")
        values = tuple(self._beside(subject, each) for each in node.expressions)
        for value in values:
            self._check("=", subject, value, node)
        asked = tuple(_truth("=", subject, value) for value in values)
        return Test("or", asked) if len(asked) > 1 else asked[0]

    def _between(self, node: exp.Expr) -> Node:
        subject = self._asked(node.this)
        low, high = (self._beside(subject, node.args[side]) for side in ("low", "high"))
        for side in (low, high):
            self._check(">=", subject, side, node)
        return Test("and", (Test(">=", (subject, low)), Test("<=", (subject, high))))

    def _comparison(self, name: str, node: exp.Expr) -> Node:
        left = self._asked(node.this)
        right = self._beside(left, node.expression)
        left = self._beside(right, node.this) if isinstance(left, Known) else left
        self._check(name, left, right, node)
        return _truth(name, left, right)

    def _check(self, name: str, left: Node, right: Node, node: exp.Expr) -> None:
        found = compared(name, left, right)
        if found:
            raise self.error(node, *found)

    def _asked(self, node: exp.Expr) -> Node:
        found = self.read(node)
        if isinstance(found, Named) and found.column.only_null:
            hint = f"写成 {found.column.id} IS NULL 或 IS NOT NULL"
            raise self.error(node, f"“{found.column.title}”只能问有没有", hint)
        return found

    def _beside(self, other: Node, node: exp.Expr) -> Node:
        """Return a value as what stands on the other side asks for it: a date, or one of its choices."""
        if isinstance(node, exp.Literal) and node.is_string and other.type.kind == "date":
            return self.as_date(node)
        found = self._asked(node)
        if isinstance(found, Known) and isinstance(other, Named) and other.type.kind == "choice":
            return self._choice(found, other, node)
        return found

    def _choice(self, found: Known, other: Named, node: exp.Expr) -> Known:
        choices = dict(other.column.choices)
        if found.value not in choices:
            hint = f"{guess(str(found.value), choices)}可选：{'、'.join(choices)}"
            raise self.error(node, f"“{other.column.title}”没有 {found.text} 这一项", hint)
        return Known(found.value, other.type, choices[str(found.value)])

    def _arithmetic(self, node: exp.Expr) -> Node:
        parts = (self._asked(node.this), self._asked(node.expression))
        return self._counted(_ARITHMETIC[type(node)], parts, node)

    def _counted(self, name: str, parts: tuple[Node, ...], node: exp.Expr) -> Node:
        found = counted(name, parts)
        if isinstance(found, tuple):
            raise self.error(node, *found)
        if name == "neg" and isinstance(parts[0], Known) and isinstance(parts[0].value, Decimal):
            return Known(-parts[0].value, found, f"-{parts[0].text}")
        return Call(name, parts, found)

    def _function(self, node: exp.Expr) -> Node:
        name = str(node.this).lower() if isinstance(node, exp.Anonymous) else _FUNCTIONS[type(node)]
        if isinstance(node, exp.Anonymous) and name not in _OURS:
            raise self.error(node, f"没有函数“{name}”", f"{guess(name, FUNCTIONS)}可用的函数：{'、'.join(FUNCTIONS)}")
        parts = tuple(self._asked(each) for each in _arguments(node))
        found = called(name, parts)
        if isinstance(found, tuple):
            raise self.error(node, *found)
        return Test(name, parts) if found == BOOLEAN else Call(name, parts, found)


def _truth(name: str, left: Node, right: Node) -> Node:
    """Return a comparison; one of a yes-or-no with TRUE or FALSE is the question itself, or its opposite."""
    if left.type.kind == "boolean" and isinstance(right, Known):
        asked = left if isinstance(left, Test) else Test("true", (left,))
        return asked if right.value == (name == "=") else Test("not", (asked,))
    return Test(name, (left, right))


def _arguments(node: exp.Expr) -> list[exp.Expr]:
    if isinstance(node, exp.Anonymous):
        return list(node.expressions)
    second = node.args.get("expression")
    return [node.this, *([second] if second is not None else []), *node.expressions]


def _refusal(node: exp.Expr) -> str:
    for kind, words in _REFUSED.items():
        if isinstance(node, kind):
            return words
    return f"规则里没有 {type(node).__name__.upper()} 这种写法"
