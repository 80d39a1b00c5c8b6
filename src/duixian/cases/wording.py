"""What the pure half tells as data, in the words of the page's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duixian.programs import Lack
from duixian.programs.schema import AtLeast


def said(missing: Iterable[Lack]) -> list[Lack]:
    """Return what a case lacks, in the page's language; names of the folder stay as they are."""
    return [replace(each, words=_words(each)) for each in missing]


def _words(lack: Lack) -> str:
    told = lack.values
    if lack.kind == "path" and "first" in told:
        return _("新登记的从“%(first)s”开始") % told
    if lack.kind == "path":
        onward = _("、").join(told["onward"]) or _("没有了，已是最后")
        return _("“%(here)s”不能直接到“%(to)s”；可以到：%(onward)s") % {**told, "onward": onward}
    if lack.kind == "step" and not told["days"]:
        return _("%(title)s（%(office)s，还没报送）") % told
    if lack.kind == "step":
        words = ngettext(
            "%(title)s（%(office)s，已收件 %(days)s 天）", "%(title)s（%(office)s，已收件 %(days)s 天）", told["days"]
        )
        return words % told
    return lack.words


def duty_in_words(duty: AtLeast | None) -> str:
    """Return what a standing duty asks for: 每月至少 2 次."""
    if duty is None:
        return ""
    if duty.per == "month":
        return ngettext("每月至少 %(n)s 次", "每月至少 %(n)s 次", duty.times) % {"n": duty.times}
    return ngettext("每季度至少 %(n)s 次", "每季度至少 %(n)s 次", duty.times) % {"n": duty.times}
