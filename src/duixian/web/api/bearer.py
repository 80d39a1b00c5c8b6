"""Who is asking: a token in the Authorization header, never a cookie; which roles and scope an operation wants."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer
from ninja.throttling import AuthRateThrottle

from duixian.accounts.actions.tokens import use_token
from duixian.accounts.models import Person, Role, Token
from duixian.errors import ConflictError, RefusedError, UsageError
from duixian.journal import clock


class Bearer(HttpBearer):
    """Lets in a token that has the scope and whose person has one of the roles."""

    def __init__(self, scope: str, *roles: str) -> None:
        super().__init__()
        self.scope, self.roles = scope, frozenset(roles)

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """Return the token, or None where it does not hold; one that may not do this is told so."""
        found = use_token(token)
        if found is None:
            return None
        if self.scope not in found.scopes.split() or found.person.role not in self.roles:
            hint = f"要有“{Token.Scope(self.scope).label}”权限的令牌，人的角色也要够；请管理员另做一个。"
            raise RefusedError("这个令牌不能做这件事。", where=found.name, hint=hint)
        return found


class PerToken(AuthRateThrottle):
    """Counts requests by token."""

    def get_cache_key(self, request: HttpRequest) -> str:
        """Return under what the requests of a token are counted; without one, those of an address."""
        token = getattr(request, "auth", None)
        return f"api-{token.pk}" if isinstance(token, Token) else str(super().get_cache_key(request))


READ = (Role.KEEPER, Role.LEADER, Role.REVIEWER, Role.OFFICE)
WIDE = (Role.KEEPER, Role.LEADER, Role.REVIEWER)


def person_asking(request: HttpRequest) -> Person:
    """Return in whose name the program asks."""
    token: Any = request.auth  # type: ignore[attr-defined]
    person: Person = token.person
    return person


def day_meant(on: date | None) -> date:
    """Return the day that is meant, today where none is named; one to come is refused."""
    today = clock.today()
    if on is not None and on > today:
        raise UsageError(f"{on} 还没有到。", where="on", hint="写今天或以前的一天，例如 2025-06-30；不写就是今天。")
    return on or today


def refuse_past(on: date | None) -> None:
    """Refuse to write on a past day."""
    if on is not None and on < clock.today():
        raise ConflictError(_("过去的一天只能看，不能改。"), where="on", hint=_("去掉 on 再发。"))
