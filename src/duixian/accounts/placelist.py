"""A list of places as CSV: code, name, level, code of the place above, other names. Read and checked whole.

Start at `read_list`; `checked` says what would be written, or every line that has to be mended first.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from duixian.accounts.models import Place
from duixian.errors import LedgerError

LARGEST = 4 * 1024 * 1024
HEADS = {
    "code": 0, "代码": 0, "编码": 0, "name": 1, "名称": 1, "level": 2, "级别": 2, "层级": 2,
    "parent": 3, "parent code": 3, "parent_code": 3, "上级代码": 3, "上级": 3, "aliases": 4, "别名": 4,
}  # fmt: skip
LEVELS = {
    "city": "city", "市": "city", "地级市": "city", "county": "county", "县": "county", "区": "county", "旗": "county",
    "县级市": "county", "township": "township", "乡镇": "township", "乡": "township", "镇": "township",
    "街道": "township", "苏木": "township", "village": "village", "村": "village", "社区": "village", "嘎查": "village",
}  # fmt: skip
ORDER = ("city", "county", "township", "village")
WORDS = {"city": "市", "county": "县", "township": "乡镇", "village": "村"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One place of the list, with the number of its line."""

    number: int
    code: str
    name: str
    level: str
    parent: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong with a line, and what to do about it."""

    line: int
    what: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a list would do: places to add (parents first), to change, how many stay; nothing where it has errors."""

    add: tuple[Line, ...] = ()
    change: tuple[tuple[Place, Line], ...] = ()
    same: int = 0
    errors: tuple[LineError, ...] = field(default=())


def read_list(data: bytes, *, name: str) -> list[Line]:
    """Return the lines of a CSV file in UTF-8 or GB18030, with or without a head; LedgerError for other files."""
    rows = [(at, [cell.strip() for cell in row]) for at, row in _rows(_decoded(data, name=name))]
    rows = [(at, row) for at, row in rows if any(row)]
    if not rows:
        raise LedgerError(_("文件里没有一行。"), where=name, hint=_("每行写：代码，名称，级别，上级代码，别名。"))
    order = _order(rows[0][1])
    return [_line(at, row, order or range(5)) for at, row in (rows[1:] if order else rows)]


def _decoded(data: bytes, *, name: str) -> str:
    if len(data) > LARGEST:
        raise LedgerError(
            _("文件超过 4 MB，不像地方名单。"), where=name, hint=_("只留代码、名称、级别、上级代码几列。")
        )
    if b"\0" in data:
        raise LedgerError(_("这不是 CSV 文本。"), where=name, hint=_("在 Excel 或 WPS 里另存为“CSV UTF-8”，再传。"))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LedgerError(_("文字编码认不出来。"), where=name, hint=_("另存为“CSV UTF-8”，再传。"))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    delimiter = max(",\t;，", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    for row in reader:
        yield reader.line_num, row


def _order(head: Sequence[str]) -> list[int] | None:
    """Return for each of our columns where it stands in the file, or None where the first line is no head."""
    found = {HEADS[cell.lower()]: at for at, cell in enumerate(head) if cell.lower() in HEADS}
    return [found.get(column, -1) for column in range(5)] if {0, 1} <= set(found) else None


def _line(number: int, row: Sequence[str], order: Sequence[int]) -> Line:
    code, name, level, parent, aliases = (row[at] if 0 <= at < len(row) else "" for at in order)
    names = tuple(each for each in aliases.replace("、", "|").replace("；", "|").split("|") if each.strip())
    return Line(number=number, code=code, name=name, level=LEVELS.get(level, level), parent=parent, aliases=names)


def checked(lines: Iterable[Line], *, there: Mapping[str, Place], root: Place | None) -> Checked:
    """Return what a list would do beside the places that are `there`, at or below `root` (None: anywhere)."""
    lines = list(lines)
    seen = {code: place for code, place in there.items() if root is None or place.path.startswith(root.path)}
    first: dict[str, Line] = {}
    for line in lines:
        first.setdefault(line.code, line)
    hidden = frozenset(there) - frozenset(seen)
    errors = [error for line in lines for error in _errors(line, first, seen, hidden, is_open=root is None)]
    if errors:
        return Checked(errors=tuple(errors))
    kept = [(seen[line.code], line) for line in lines if line.code in seen]
    change = [
        (place, line) for place, line in kept if (line.name, aliases_of(line, place)) != (place.name, place.aliases)
    ]
    new = sorted((line for line in lines if line.code not in seen), key=lambda line: ORDER.index(line.level))
    return Checked(add=tuple(new), change=tuple(change), same=len(kept) - len(change))


def aliases_of(line: Line, place: Place) -> str:
    """Return the other names that a place has after a line, one a line; one that names none leaves them."""
    return "\n".join(line.aliases) or place.aliases


def _errors(
    line: Line, first: Mapping[str, Line], seen: Mapping[str, Place], hidden: frozenset[str], *, is_open: bool
) -> Iterator[LineError]:
    if not (line.code.isascii() and line.code.isalnum() and len(line.code) <= 12):
        yield LineError(line.number, f"代码“{line.code}”不合适", "用 1 到 12 位数字或字母，例如 140429100")
        return
    if line.code in hidden:
        yield LineError(line.number, f"代码 {line.code} 不在您管的范围里", "只写自己的地方和它下面的地方")
        return
    if first[line.code] is not line:
        what = f"代码 {line.code} 重复，第 {first[line.code].number} 行已经有了"
        yield LineError(line.number, what, "删去一行，或者改对其中一个代码")
    if not line.name or len(line.name) > 60:
        yield LineError(line.number, "没有名称，或者名称太长", "名称写 1 到 60 个字")
    if line.level not in ORDER:
        yield LineError(line.number, f"级别“{line.level}”认不出来", "写市、县、乡镇或村")
    elif line.code in seen:
        yield from _moved(line, seen[line.code])
    elif line.parent or not is_open:
        yield from _parent_errors(line, first, seen)


def _parent_errors(line: Line, first: Mapping[str, Line], seen: Mapping[str, Place]) -> Iterator[LineError]:
    above = _above(line, first)
    if line.code in above:
        what = f"上级绕成了圈：{' → '.join([line.code, *above])}"
        yield LineError(line.number, what, "改对其中一行的上级代码，最上面一级的上级应当已经在台账里")
        return
    if not line.parent:
        yield LineError(line.number, "没有写上级代码", "写上一级的代码，例如村写乡镇的代码")
        return
    parent = first.get(line.parent) or seen.get(line.parent)
    if parent is None:
        yield LineError(line.number, f"没有代码是 {line.parent} 的上级", "把上级也写进名单，或者改对上级代码")
    elif parent.level in ORDER and ORDER.index(parent.level) >= ORDER.index(line.level):
        what = f"上级 {parent.name} 是{WORDS[parent.level]}，{WORDS[line.level]}不能在它下面"
        yield LineError(line.number, what, "改对级别，或者改对上级代码")


def _moved(line: Line, place: Place) -> Iterator[LineError]:
    if line.level != place.level:
        what = f"{place.name}在台账里是{WORDS[place.level]}，名单里是{WORDS[line.level]}"
        yield LineError(line.number, what, "级别不能用名单改")
    parent = place.parent.code if place.parent else ""
    if line.parent not in ("", parent):
        what = f"{place.name}在台账里的上级是 {parent or '（没有）'}，名单里是 {line.parent}"
        yield LineError(line.number, what, "移动地方会改变谁看得到它的资料，不能用名单改")


def _above(line: Line, first: Mapping[str, Line]) -> list[str]:
    """Return the codes above a line within the list, from below, up to the first that comes again."""
    codes: list[str] = []
    here: Line | None = line
    while here is not None and here.parent and here.parent not in codes:
        codes.append(here.parent)
        here = first.get(here.parent)
    return codes
