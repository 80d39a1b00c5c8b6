"""The form of a statement: every field that a person may correct, and what of it differs from what is there."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duixian.catalogue import indicators
from duixian.exporters.labels import COMPARATORS, KINDS, MEASURES, STATUSES
from duixian.exporters.shown import one_line
from duixian.journal.fields import PLACES
from duixian.ledger.models import Statement
from duixian.ledger.pure import CORRECTABLE
from duixian.statement import plain

NONE = ("", "—")
OLDEST, NEWEST = 1949, 2100


def _choices(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(key, word) for key, word in words.items()]


def _number(label: Any, hint: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        max_digits=18,
        decimal_places=PLACES,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": hint}),
    )


class StatementForm(forms.Form):
    """The fields of a statement under the names of the table."""

    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=_choices(KINDS), widget=forms.RadioSelect)
    status = forms.ChoiceField(label=gettext_lazy("状态"), choices=_choices(STATUSES), widget=forms.RadioSelect)
    subject = forms.CharField(label=gettext_lazy("主语"), max_length=500, widget=forms.Textarea(attrs={"rows": 1}))
    event = forms.CharField(label=gettext_lazy("节点"), max_length=60, required=False)
    indicator_id = forms.CharField(
        label=gettext_lazy("指标"),
        required=False,
        widget=forms.TextInput(attrs={"list": "indicators", "autocomplete": "off"}),
    )
    measure = forms.ChoiceField(label=gettext_lazy("计量"), choices=[NONE, *_choices(MEASURES)], required=False)
    comparator = forms.ChoiceField(label=gettext_lazy("比较"), choices=[NONE, *_choices(COMPARATORS)], required=False)
    value = _number(gettext_lazy("数值"))
    value_high = _number(gettext_lazy("数值上限"), gettext_lazy("到"))
    unit = forms.CharField(
        label=gettext_lazy("单位"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("单位")}),
    )
    year = forms.IntegerField(
        label=gettext_lazy("年度"),
        required=False,
        min_value=OLDEST,
        max_value=NEWEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
    )
    due = forms.DateField(
        label=gettext_lazy("期限"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    place_name = forms.CharField(label=gettext_lazy("地点"), max_length=60, required=False)
    place_code = forms.CharField(
        label=gettext_lazy("代码"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("代码")}),
    )
    lead = forms.CharField(label=gettext_lazy("牵头单位"), max_length=60, required=False)

    def clean_indicator_id(self) -> str | None:
        """Return the id of the indicator that was named by its id or its title."""
        said = self.cleaned_data["indicator_id"].strip()
        if not said or said in indicators():
            return said or None
        named = [each.id for each in indicators().values() if each.title == said]
        if len(named) != 1:
            raise ValidationError(_("目录里没有“%(said)s”。从列表里选一个，或者留空。") % {"said": said})
        return named[0]

    def clean(self) -> dict[str, Any]:
        """Return the fields; a range runs upwards."""
        data = super().clean() or {}
        low, high = data.get("value"), data.get("value_high")
        if high is not None and (low is None or high < low):
            self.add_error("value_high", _("上限 %(high)s 比数值小。两个数从小到大填。") % {"high": high})
        return data


def filled(row: Statement, *, data: Any = None) -> StatementForm:
    """Return the form of a statement as it is, or with what a person sent."""
    return StatementForm(data, initial=shown(row), auto_id="f-%s")


def shown(row: Statement) -> dict[str, Any]:
    """Return the fields of a statement as the form shows them."""
    return {name: _shown(name, getattr(row, name)) for name in CORRECTABLE}


def _shown(name: str, value: Any) -> Any:
    if name == "indicator_id" and value in indicators():
        return indicators()[value].title
    if isinstance(value, Decimal):
        return plain(value)
    return one_line(value) if isinstance(value, str) else value


def corrections(form: StatementForm, row: Statement) -> dict[str, Any]:
    """Return what a valid form says differently from the statement, ready for the action."""
    return {name: value for name, value in _said(form, row).items() if value != getattr(row, name)}


def _said(form: StatementForm, row: Statement) -> dict[str, Any]:
    said = {}
    for name in CORRECTABLE:
        if name in form.data:
            value, now = form.cleaned_data[name], getattr(row, name)
            # The form shows a text on one line: what was not touched is no correction.
            same = isinstance(now, str) and value == one_line(now)
            empty = value in ("", None) and now in ("", None)
            said[name] = now if same or empty else _stored(name, value)
    return said


def _stored(name: str, value: Any) -> Any:
    """Return a cleaned value as the table has it: no text is None but for unit and subject."""
    return None if value == "" and name != "unit" else value
