"""The form that says what a document is."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from duixian.ledger.models import Document

OLDEST, NEWEST = 1949, 2100


class DescribeForm(forms.Form):
    """Title, kind, year and day of issue, and the revision that the person saw."""

    title = forms.CharField(label=_("标题"), max_length=200)
    kind = forms.ChoiceField(label=_("类别"), choices=Document.Kind.choices)
    year = forms.IntegerField(label=_("年度"), required=False, min_value=OLDEST, max_value=NEWEST)
    issued_on = forms.DateField(
        label=_("成文日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


def describing(document: Document) -> DescribeForm:
    """Return the form filled with what a document is now."""
    fields = ("title", "kind", "year", "issued_on", "revision")
    return DescribeForm(initial={name: getattr(document, name) for name in fields})
