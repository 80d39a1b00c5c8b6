"""Tokens: keys for programs. A key is shown once; what is kept cannot be turned back into it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from duixian.accounts.actions.limits import check_reach
from duixian.accounts.locking import actor, locked
from duixian.accounts.models import Person, Role, Token
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record

PREFIX = "dx_"
LONGEST = timedelta(days=366)
USED_EVERY = timedelta(minutes=5)
READERS = frozenset({Role.KEEPER, Role.LEADER, Role.REVIEWER, Role.OFFICE})
# Which roles may do what with a token at all.
ALLOWED = {
    Token.Scope.READ: READERS,
    Token.Scope.REVIEW: frozenset({Role.KEEPER}),
    Token.Scope.REPORT: frozenset({Role.KEEPER, Role.OFFICE, Role.LEADER}),
    Token.Scope.JOURNAL: frozenset({Role.KEEPER, Role.AUDITOR, Role.REVIEWER}),
}


def digest_of(key: str) -> str:
    """Return what is kept of a key."""
    return sha256(key.encode()).hexdigest()


def scopes_for(person: Person) -> list[Token.Scope]:
    """Return what a token of a person may do at most."""
    return [scope for scope, roles in ALLOWED.items() if person.role in roles]


@transaction.atomic
def make_token(person: Person, *, name: str, scopes: Iterable[str], expires_on: date, by: Person) -> tuple[Token, str]:
    """Return a new token of a person and its key, which is kept nowhere."""
    person, name, wanted = locked(person), name.strip(), list(dict.fromkeys(scopes))
    check_reach(by, person.place, where=person.name)
    _check(person, name, wanted, expires_on)
    key = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=person, name=name[:60], digest=digest_of(key), scopes=" ".join(wanted), expires_on=expires_on
    )
    after = {"name": token.name, "scopes": wanted, "expires_on": expires_on}
    record(Change(subject=person, action="person.token", after=after, place=person.place.path), by=actor(by))
    return token, key


def _check(person: Person, name: str, wanted: list[str], expires_on: date) -> None:
    if not name:
        raise LedgerError(_("令牌没有名字。"), where=person.name, hint=_("写给哪个程序用，例如 城市平台。"))
    over = sorted(set(wanted) - set(scopes_for(person)))
    if over or not wanted:
        hint = _("这个角色可以选：%(listed)s。") % {
            "listed": _("、").join(str(each.label) for each in scopes_for(person))
        }
        raise LedgerError(_("令牌的权限没有选，或者超过这个人的角色。"), where=person.name, hint=hint)
    if not clock.today() < expires_on <= clock.today() + LONGEST:
        raise LedgerError(
            _("到期日 %(expires_on)s 不合适。") % {"expires_on": expires_on},
            where=person.name,
            hint=_("写明天以后、一年以内的一天。"),
        )


@transaction.atomic
def withdraw_token(token: Token, *, by: Person) -> Token:
    """Withdraw a token; from then on nobody gets in with it."""
    if by.pk != token.person_id:
        check_reach(by, token.person.place, where=token.name)
    person = locked(token.person)
    token = Token.objects.select_for_update().get(pk=token.pk)
    if token.withdrawn_at is None:
        token.withdrawn_at = clock.now()
        token.save(update_fields=["withdrawn_at"])
        before = {"name": token.name}
        record(Change(subject=person, action="person.no_token", before=before, place=person.place.path), by=actor(by))
    return token


def use_token(key: str) -> Token | None:
    """Return the token whose key this is, if it holds today and its person may log in; notes the use now and then."""
    tokens = Token.objects.select_related("person__place", "person__office")
    holding = tokens.filter(withdrawn_at=None, expires_on__gte=clock.today(), person__is_active=True)
    holding = holding.filter(person__must_change_password=False)
    found = holding.filter(digest=digest_of(key)).first()
    now = clock.now()
    if found is not None and (found.used_at is None or found.used_at < now - USED_EVERY):
        Token.objects.filter(pk=found.pk).update(used_at=now)
    if found is not None:
        found.person.via = found.name
    return found
