"""The forms on a commitment's page: what is typed becomes exact values in the table's unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duixian.ledger.judging import Target
from duixian.ledger.models import Evidence

WITH_NUMBER = frozenset({"count", "level", "growth", "share", "floor", "ceiling", "zero", "rank", "streak", "duty"})
_LARGEST = Decimal(10) ** 14


class Amount(forms.DecimalField):
    """A number as people write it, in the unit of the target: 3.2 of 万亩 is 32000 of 亩."""

    def __init__(self, target: Target, **more: Any) -> None:
        self.factor = target.factor
        super().__init__(required=False, localize=False, **more)

    def clean(self, value: Any) -> Decimal | None:
        """Return the value in the table's unit, or None where the field is empty."""
        written = str(value or "").replace(",", "").replace("，", "").replace("−", "-").strip()
        cleaned = super().clean(written)
        if cleaned is None:
            return None
        exact: Decimal = cleaned * self.factor
        if exact != exact.quantize(Decimal("0.0001")) or abs(exact) > _LARGEST:
            raise ValidationError(_("这个数存不准：小数不超过 4 位。"))
        return exact


class ReportForm(forms.Form):
    """What an office reports: a number or that it is done, words, as of a day; `key` makes a double click one."""

    key = forms.CharField(max_length=40)
    as_of = forms.DateField(label=gettext_lazy("截至哪一天"))
    is_done = forms.BooleanField(required=False, label=gettext_lazy("已经完成"))
    words = forms.CharField(required=False, max_length=500, label=gettext_lazy("说明"))

    def __init__(self, *given: Any, target: Target, **more: Any) -> None:
        super().__init__(*given, **more)
        if target.kind in WITH_NUMBER:
            self.fields["value"] = Amount(target, label=gettext_lazy("累计数"))


class ConfirmForm(forms.Form):
    """What a keeper says of a paper: how well it proves, what it proves."""

    grade = forms.ChoiceField(choices=Evidence.Grade.choices, label=gettext_lazy("等级"))
    is_done = forms.BooleanField(required=False, label=gettext_lazy("证明已经完成"))

    def __init__(self, *given: Any, target: Target, **more: Any) -> None:
        super().__init__(*given, **more)
        if target.kind in WITH_NUMBER:
            self.fields["value"] = Amount(target, label=gettext_lazy("证明到多少"))


class ReasonForm(forms.Form):
    """A reason, for what is returned or withdrawn."""

    why = forms.CharField(max_length=300, label=gettext_lazy("理由"))


class DueForm(forms.Form):
    """Another deadline with its reason."""

    due = forms.DateField(label=gettext_lazy("新期限"))
    reason = forms.CharField(max_length=300, label=gettext_lazy("理由"))
    revision = forms.IntegerField()


def first_error(form: forms.Form) -> str:
    """Return the first thing that is wrong with a form: 截至哪一天：这个字段是必填项。"""
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return f"{label}：{errors[0]}" if label else str(errors[0])
