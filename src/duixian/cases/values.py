"""What a person writes for a field, as the value that its column keeps: for forms, workbooks and the API alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from duixian.accounts.models import Office, Person, Place
from duixian.errors import LedgerError
from duixian.programs.schema import NUMBERS, Field

YES, NO = frozenset({"是", "有", "yes", "true", "1", "√", "on"}), frozenset({"否", "无", "没有", "no", "false", "0"})
MOST_PLACES = 4


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
    found = _READERS[kind](value, field, place)
    _check_bounds(found, field)
    return found


def _text(value: Any, field: Field, place: Place) -> str:
    return str(value)


def _exact(value: Any, field: Field, place: Place) -> Decimal:
    try:
        number = Decimal(str(value).replace(",", "").replace("，", "").removesuffix("%"))
    except InvalidOperation:
        raise UnreadableError(_("“%(value)s”不是数字") % {"value": value}) from None
    if not number.is_finite():
        raise UnreadableError(_("“%(value)s”不是数字") % {"value": value})
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MOST_PLACES:
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


def _one_of(model: Any, value: Any, within: dict[str, Any], name: str, word: str) -> int:
    """Return the key of the row that is meant: by its key, or by its name where only one has it."""
    if isinstance(value, model):
        value = value.pk
    by = {"pk": int(value)} if str(value).isdigit() else {name: value}
    keys = list(model._default_manager.filter(**within, **by).values_list("pk", flat=True)[:2])
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
    return str(value)


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
    "geometry": _geometry,
    "link": _link,
}


def _check_bounds(value: Any, field: Field) -> None:
    if not isinstance(value, int | Decimal) or field.type not in NUMBERS:
        return
    if field.least is not None and value < field.least:
        raise UnreadableError(_("%(value)s 小于 %(least)s") % {"value": value, "least": field.least})
    if field.most is not None and value > field.most:
        raise UnreadableError(_("%(value)s 大于 %(most)s") % {"value": value, "most": field.most})
