"""The forms of managing: a person, an office. What is allowed is checked again by the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duixian.accounts.models import Office, Person, Place, Role
from duixian.ledger.queries import scope


class PersonForm(forms.Form):
    """Who someone is and what they are here for; the choices are those of whoever fills it in."""

    username = forms.CharField(
        label=_("登录名"), max_length=40, help_text=_("小写字母、数字、点和横线，以后不能改。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    name = forms.CharField(label=_("姓名"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    title = forms.CharField(
        label=_("职务"), max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    place = forms.ModelChoiceField(
        label=_("地方"), queryset=Place.objects.none(), help_text=_("只看得到这里和它下面的。")
    )
    office = forms.ModelChoiceField(
        label=_("单位"), queryset=Office.objects.none(), required=False, help_text=_("角色是责任单位的，要选一个。")
    )

    def __init__(self, *args: Any, by: Person, of: Person | None = None, **more: Any) -> None:
        if of is not None:
            more["initial"] = {name: getattr(of, name) for name in ("name", "title", "role", "place", "office")}
        super().__init__(*args, **more)
        if of is not None:
            del self.fields["username"]
        above_villages = scope.places(by).exclude(level=Place.Level.VILLAGE)
        offices = scope.offices(by).filter(is_active=True)
        if of is not None and of.office_id:
            offices = offices | scope.offices(by).filter(pk=of.office_id)
        self.fields["place"].queryset = above_villages  # type: ignore[attr-defined]
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        if of is None:
            self.fields["place"].initial = by.place


class OfficeForm(forms.Form):
    """An office's names."""

    name = forms.CharField(label=_("名称"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    short = forms.CharField(
        label=_("简称"), max_length=30, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    aliases = forms.CharField(
        label=_("别的写法"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一个。文件里和 Excel 里这样写的，都认作它。"),
    )  # fmt: skip
    place = forms.ModelChoiceField(label=_("地方"), queryset=Place.objects.none())

    def __init__(self, *args: Any, by: Person, of: Office | None = None, **more: Any) -> None:
        if of is not None:
            more["initial"] = {name: getattr(of, name) for name in ("name", "short", "aliases")}
        super().__init__(*args, **more)
        places = scope.places(by).exclude(level=Place.Level.VILLAGE)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["place"].initial = by.place
        if of is not None:
            del self.fields["place"]

    def given(self) -> dict[str, Any]:
        """Return what to set."""
        data = dict(self.cleaned_data)
        return {**data, "aliases": data["aliases"].splitlines()}
