"""What the ledger refuses is said in the language of the page; in Chinese it reads as it always did."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from assets import translations
from django.utils import translation

from duixian import cases
from duixian.accounts.actions import offices, people
from duixian.accounts.models import Office, Person, Place
from duixian.errors import ConflictError, LedgerError
from duixian.ledger.actions.claims import report
from duixian.ledger.actions.review import split, undo
from duixian.ledger.actions.views import save_view
from duixian.ledger.models import Commitment, Document

CHINESE = re.compile(r"[\u3400-\u9fff]")
SOURCE = Path(cases.__file__).parents[1]
PACKAGES = ("accounts", "cases", "ledger", "web")
# A word with a context, as what kind of thing a name is, is said by pgettext.
SAYERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
FAMILY = {"LedgerError", "DuplicateError", "ConflictError", "StorageError", "NotYetError", "UnreadableError"}
# Modules whose errors stay Chinese, each with why.
STAYS = {"ledger/jobs.py": "kept with the document as what is wrong with it"}

Deed = Callable[[], object]


@pytest.fixture
def english(db: None) -> None:
    """The words compiled, as set-up does it."""
    translations.compile_catalogue()
    translation.trans_real._translations.clear()  # type: ignore[attr-defined]


@pytest.fixture
def refused(reviewed: Document, qin: Person, xu: Person, county: Place, housing: Office) -> dict[str, Deed]:
    """Deeds that are refused, by what the refusal says in Chinese and its hint."""
    promise, row = Commitment.objects.all()[0], reviewed.statements.all()[0]
    return {
        "还没有填数，也没有写话。|填一个数，或者写一句进展。": lambda: report(
            promise, by=xu, key="a", as_of=date(2025, 3, 1)
        ),
        "要在这一条的文字中间拆。|把光标放到两个数之间再拆。": lambda: split(row, at=row.end, by=qin),
        "视图要有名字，不超过 40 个字。|比如：住建局，30 天内到期。": lambda: save_view(
            by=qin, page="commitments", name=" ", query=""
        ),
        "还有 1 个在用的账号：许澄。|先停用这些账号，或者把他们改到别的单位。": lambda: offices.deactivate_office(
            housing, by=qin
        ),
        "登录名“king lu”不合适。|用 2 到 40 个小写字母、数字、点或横线，例如 qin.ruoxi。": lambda: people.add_person(
            username="King Lu", name="陆知远", role="leader", place=county, by=qin
        ),
        "单位没有名称，或者名称太长。|名称写 1 到 60 个字，简称不超过 30 个字。": lambda: offices.add_office(
            place=county, name="", by=qin
        ),
    }


def told(deed: Deed, language: str) -> str:
    with translation.override(language), pytest.raises(LedgerError) as caught:
        deed()
    return f"{caught.value.what}|{caught.value.hint}"


def test_refusals_are_said_in_english(refused: dict[str, Deed], english: None) -> None:
    said = [told(deed, "en").replace("许澄", "") for deed in refused.values()]
    assert len(said) == 6
    assert [words for words in said if CHINESE.search(words)] == []


def test_in_chinese_they_read_as_before(refused: dict[str, Deed], english: None) -> None:
    assert [told(deed, "zh-hans") for deed in refused.values()] == list(refused)


def test_one_and_many_differ_in_english(xu: Person, qin: Person, housing: Office, english: None) -> None:
    assert told(lambda: offices.deactivate_office(housing, by=qin), "en").startswith("There is still 1 active account")
    Person.objects.create(username="yi", name="易安", role="office", place=housing.place, office=housing)
    assert told(lambda: offices.deactivate_office(housing, by=qin), "en").startswith("There are still 2 active")


def test_a_conflict_is_told_in_english(reviewed: Document, qin: Person, english: None) -> None:
    row = reviewed.statements.all()[0]
    with translation.override("en"), pytest.raises(ConflictError, match="Someone else has just changed this"):
        undo(row, by=qin, revision=row.revision + 1)


def modules() -> list[Path]:
    found = (path for package in PACKAGES for path in sorted((SOURCE / package).rglob("*.py")))
    return [path for path in found if str(path.relative_to(SOURCE)) not in STAYS]


def bare(node: ast.AST, given: dict[str, list[ast.expr]]) -> Iterator[str]:
    """Yield the Chinese words in an expression that no sayer says; a name stands for what it was given."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYERS:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and CHINESE.search(node.value):
        yield node.value
    if isinstance(node, ast.Name):
        for value in given.pop(node.id, []):
            yield from bare(value, given)
    for each in ast.iter_child_nodes(node):
        yield from bare(each, given)


def assigned(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """Return what each name is given in a function, or at the head of a module."""
    given: dict[str, list[ast.expr]] = {}
    for node in tree.body if isinstance(tree, ast.Module) else ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    given.setdefault(target.id, []).append(node.value)
    return given


def untranslated(text: str) -> list[str]:
    """Return the Chinese sentences of a module's errors that do not follow the switch."""
    tree = ast.parse(text)
    found: list[str] = []
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in FAMILY:
                said = [*node.args[:1], *(each.value for each in node.keywords if each.arg in ("what", "hint"))]
                for part in said:
                    found += bare(part, assigned(tree) | assigned(function))
    return found


def test_no_error_is_worded_in_chinese_alone() -> None:
    found = {path.name: words for path in modules() if (words := untranslated(path.read_text(encoding="utf-8")))}
    assert found == {}, "say it with _() or ngettext()"


def test_what_stays_chinese_is_there_still() -> None:
    assert all(untranslated((SOURCE / name).read_text(encoding="utf-8")) for name in STAYS)


def test_the_search_sees_words_behind_names() -> None:
    text = 'def f(n):\n    hint = f"再选{n}条"\n    raise LedgerError(_("没有"), hint=hint)\n'
    assert untranslated(text) == ["再选", "条"]
    assert untranslated(text.replace('f"再选{n}条"', '_("再选%(n)s条") % {"n": n}')) == []
