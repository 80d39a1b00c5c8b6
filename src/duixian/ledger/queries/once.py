"""What a page asks of the whole ledger, worked out once for each state of the journal: the decorator `once`.

For questions whose answer follows from what the journal tells of: what is written without an entry (how far a document
is read, what the linker proposes) may not be part of it. Answers are shared: nobody may change them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.utils.translation import get_language

from duixian.accounts.models import Person
from duixian.journal import clock
from duixian.journal.days import known_on
from duixian.journal.keeping import Keeping
from duixian.ledger.queries import scope

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Query = Callable[Concatenate[Person, Asked], Answer]
# So many answers are kept: of a page, a year, a day, an office. An entry of the journal ends all of them at once.
MOST = 24

_kept: Keeping[object] = Keeping(most=MOST)


def once(ask: Query[Asked, Answer]) -> Query[Asked, Answer]:
    """Keep the answers of a query for those who see the same, in their language, on the same day."""

    @wraps(ask)
    def answer(person: Person, /, *args: Asked.args, **more: Asked.kwargs) -> Answer:
        asked = (*map(_told, args), *((name, _told(value)) for name, value in sorted(more.items())))
        question = (ask.__module__, ask.__qualname__, *scope.sight(person), get_language(), clock.today(), *asked)
        return cast("Answer", _kept.get(question, lambda: ask(person, *args, **more)))

    return answer


def _told(value: object) -> Hashable:
    """Return what tells a value from others: of a day also up to when it is known."""
    return (str(value), known_on(value)) if isinstance(value, date) else value


def forget() -> None:
    """Forget all answers: for tests, whose ledgers come and go under the same keys."""
    _kept.forget()
