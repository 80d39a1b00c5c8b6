"""What a person writes for a field, as the value that its column keeps: for forms, workbooks and the API alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from duixian.accounts.models import Office, Person, Place
from duixian.cases.models import Case
from duixian.cases.tables.columns import column_of
from duixian.errors import LedgerError
from duixian.journal.fields import MOST
from duixian.programs.schema import NUMBERS, Field
from duixian.rules import Column

YES, NO = frozenset({"是", "有", "yes", "true", "1", "√", "on"}), frozenset({"否", "无", "没有", "no", "false", "0"})
MOST_PLACES = 4
# 64 bits hold every number of fewer digits.
LONGEST_KEY = 19
# No number of a case has as many digits.
LONGEST_NUMBER = 10


class CaseKey(int):
    """The key of a case, which is no number that a person writes."""


class UnreadableError(ValueError):
    """What is wrong with one value, in words."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The values that could be read, and what is wrong with the others, by field: by itself, and with the title."""

    values: dict[str, Any]
    faults: dict[str, str]
    wrong: dict[str, str]


def cleaned(given: Mapping[str, Any], *, fields: Mapping[str, Field], place: Place) -> Cleaned:
    """Return the values of these fields; people and offices are looked for in the county. Blank is NULL."""
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for key, field in fields.items():
        if key not in given:
            continue
        try:
            values[key] = read(given[key], field=field, place=place)
        except UnreadableError as error:
            faults[key] = str(error)
    wrong = {key: _("%(title)s：%(fault)s") % {"title": fields[key].title, "fault": faults[key]} for key in faults}
    wrong |= {key: _("没有这个栏目") for key in given if key not in fields}
    return Cleaned(values, faults, wrong)


def strictly(given: Mapping[str, Any], *, fields: Mapping[str, Field], place: Place) -> dict[str, Any]:
    """Return the values, or refuse them all with what is wrong with the first."""
    found = cleaned(given, fields=fields, place=place)
    if found.wrong:
        key, words = next(iter(found.wrong.items()))
        if more := len(found.wrong) - 1:
            words = ngettext("%(words)s（另有 %(n)s 处）", "%(words)s（另有 %(n)s 处）", more) % {
                "words": words,
                "n": more,
            }
        raise LedgerError(words, where=key, hint=_("改好这一格再存；别的都没有动。"))
    return found.values


def read(value: Any, *, field: Field, place: Place) -> Any:
    """Return one value as its column keeps it; UnreadableError says what is wrong."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        value = value.strip()
    kind = "exact" if field.type in NUMBERS - {"integer"} else field.type
    return _READERS[kind](value, field, place)


def _text(value: Any, field: Field, place: Place) -> str:
    text, most = str(value), column_of(field).max_length
    if most is not None and len(text) > most:
        raise UnreadableError(_("有 %(n)s 个字，最多 %(most)s 个") % {"n": len(text), "most": most})
    if "\0" in text:
        raise UnreadableError(_("里面有存不下的字符，重新打一遍"))
    return text


def _exact(value: Any, field: Field, place: Place) -> Decimal:
    try:
        number = Decimal(str(value).replace(",", "").replace("，", "").removesuffix("%"))
    except InvalidOperation:
        raise UnreadableError(_("“%(value)s”不是数字") % {"value": value}) from None
    if not number.is_finite():
        raise UnreadableError(_("“%(value)s”不是数字") % {"value": value})
    _check_bounds(number, field)
    if number != round(number, MOST_PLACES):
        raise UnreadableError(
            _("“%(value)s”的小数超过 %(most_places)s 位") % {"value": value, "most_places": MOST_PLACES}
        )
    return number


def _integer(value: Any, field: Field, place: Place) -> int:
    number = _exact(value, field, place)
    if number != number.to_integral_value():
        raise UnreadableError(_("“%(value)s”不是整数") % {"value": value})
    return int(number)


def _date(value: Any, field: Field, place: Place) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).replace("/", "-").replace(".", "-")[:10])
    except ValueError:
        raise UnreadableError(_("“%(value)s”不是日期，写成 2025-06-30") % {"value": value}) from None


def _choice(value: Any, field: Field, place: Place) -> str:
    for key, title in field.choices.items():
        if value in (key, title):
            return key
    raise UnreadableError(
        _("“%(value)s”不在可选之列：%(listed)s") % {"value": value, "listed": _("、").join(field.choices.values())}
    )


def _boolean(value: Any, field: Field, place: Place) -> bool:
    word = str(value).lower()
    if word in YES | NO:
        return word in YES
    raise UnreadableError(_("“%(value)s”要写 是 或 否") % {"value": value})


def _person(value: Any, field: Field, place: Place) -> int:
    return _one_of(Person, value, _active_in(place), "name", pgettext("kind", "人"))


def _office(value: Any, field: Field, place: Place) -> int:
    return _one_of(
        Office,
        value,
        {"place__path__startswith": place.county_path, "is_active": True},
        "name",
        pgettext("kind", "单位"),
    )


def _active_in(place: Place) -> dict[str, Any]:
    return {"place__path__startswith": place.county_path, "is_active": True}


def _place(value: Any, field: Field, place: Place) -> int:
    return _one_of(Place, value, {"path__startswith": place.county_path}, "name", pgettext("kind", "地方"))


def _case(value: Any, field: Field, place: Place) -> CaseKey:
    """Return the key of the case of another program that is meant: by its number there, or by its title."""
    if isinstance(value, CaseKey):
        return value
    number = str(value).rsplit("-", 1)[-1]
    is_number = number.isdecimal() and len(number) < LONGEST_NUMBER
    by = {"number": int(number)} if is_number else {"title": str(value)}
    within = {"program": field.of, "place__path__startswith": place.county_path}
    return CaseKey(_only(Case.objects.filter(**within, **by), value, pgettext("kind", "事项")))


def _one_of(model: Any, value: Any, within: dict[str, Any], name: str, word: str) -> int:
    """Return the key of the row that is meant: by its key, or by its name where only one has it."""
    if isinstance(value, model):
        value = value.pk
    by = {"pk": int(value)} if str(value).isdecimal() and len(str(value)) < LONGEST_KEY else {name: value}
    return _only(model._default_manager.filter(**within, **by), value, word)


def _only(rows: QuerySet[Any], value: Any, word: str) -> int:
    keys = list(rows.values_list("pk", flat=True)[:2])
    if len(keys) == 1:
        return int(keys[0])
    what = _("叫“%(value)s”的%(word)s不止一个") if keys else _("本县没有叫“%(value)s”的%(word)s")
    raise UnreadableError(what % {"value": value, "word": word})


def _geometry(value: Any, field: Field, place: Place) -> list[float]:
    """Return longitude and latitude, WGS 84."""
    parts = value if isinstance(value, list | tuple) else str(value).replace("，", ",").split(",")
    try:
        longitude, latitude = (float(part) for part in parts)
    except (TypeError, ValueError):
        raise UnreadableError(_("位置写成 经度,纬度，例如 112.86,36.83")) from None
    if not (73 <= longitude <= 136 and 3 <= latitude <= 54):
        raise UnreadableError(
            _("%(longitude)s,%(latitude)s 不在国内；先写经度，再写纬度")
            % {"longitude": longitude, "latitude": latitude}
        )
    return [longitude, latitude]


def _link(value: Any, field: Field, place: Place) -> str:
    if not str(value).startswith(("https://", "http://")):
        raise UnreadableError(_("网址要以 https:// 开头"))
    return _text(value, field, place)


_READERS: dict[str, Callable[[Any, Field, Place], Any]] = {
    "text": _text,
    "exact": _exact,
    "integer": _integer,
    "date": _date,
    "choice": _choice,
    "boolean": _boolean,
    "person": _person,
    "office": _office,
    "place": _place,
    "case": _case,
    "geometry": _geometry,
    "link": _link,
}


def _check_bounds(value: Decimal, field: Field) -> None:
    """Refuse what is beyond the bounds of a field, those within which rules compute, or what its column can hold."""
    column = Column(id="value", kind=field.type, title=field.title, least=field.least, most=field.most)
    least, most = max(column.bounds[0], -MOST), min(column.bounds[1], MOST)
    if value < least:
        raise UnreadableError(_("%(value)s 小于 %(least)s") % {"value": value, "least": least})
    if value > most:
        raise UnreadableError(_("%(value)s 大于 %(most)s") % {"value": value, "most": most})
