"""What a keeper may not do: reach beyond their own place, or leave a place without a keeper."""

from __future__ import annotations

from django.utils.translation import gettext as _

from duixian.accounts.models import Office, Person, Place, Role
from duixian.errors import LedgerError


def check_reach(by: Person | None, place: Place, *, where: str) -> None:
    """Refuse a deed at a place that lies neither at nor below one's own; the system (None) reaches everywhere."""
    if by is None:
        return
    if not by.is_keeper:
        raise LedgerError(_("只有管理员能改账号、单位和地方。"), where=where, hint=_("请督查室的管理员来改。"))
    if not place.path.startswith(by.place.path):
        hint = _("您管%(place)s，只能选它和它下面的地方；更大的范围请上一级的管理员开。") % {"place": by.place.name}
        raise LedgerError(_("%(place)s不在您管的范围里，没有改动。") % {"place": place.name}, where=where, hint=hint)


def check_role(role: str, office: Office | None, place: Place, *, where: str) -> None:
    """Refuse a role that there is not, an office's person without an office, and an office of somewhere else."""
    if role not in Role.values:
        words = _("、").join(str(each.label) for each in Role)
        raise LedgerError(
            _("没有“%(role)s”这个角色。") % {"role": role},
            where=where,
            hint=_("可以选：%(words)s。") % {"words": words},
        )
    if role == Role.OFFICE and office is None:
        raise LedgerError(
            _("责任单位的人要选是哪个单位。"), where=where, hint=_("在“单位”一栏选一个；没有就先新增单位。")
        )
    if office is not None and not office.place.path.startswith(place.path):
        hint = _("把地方改成这个单位所在的地方，或者另选一个单位。")
        raise LedgerError(
            _("%(office)s不在%(place)s。") % {"office": office.name, "place": place.name}, where=where, hint=hint
        )
    if office is not None and not office.is_active:
        raise LedgerError(
            _("%(office)s已经停用。") % {"office": office.name}, where=where, hint=_("先恢复这个单位，或者另选一个。")
        )


def check_keeper_stays(person: Person) -> None:
    """Refuse to take a keeper from a place that has no other; holds the place, so that two cannot leave at once."""
    if person.role != Role.KEEPER or not person.is_active:
        return
    Place.objects.select_for_update().get(pk=person.place_id)
    others = Person.objects.filter(place=person.place_id, role=Role.KEEPER, is_active=True).exclude(pk=person.pk)
    if not others.exists():
        hint = _("先给另一个人管理员的角色，再改这一个。")
        raise LedgerError(
            _("%(person)s是%(place)s唯一在用的管理员，没有改动。")
            % {"person": person.name, "place": person.place.name},
            where=person.name,
            hint=hint,
        )
