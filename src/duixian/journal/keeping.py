"""What is worked out from the ledger, kept in the process until something is written."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic
from typing import Generic, NamedTuple, TypeVar

from duixian.journal.state import Mark, mark

Value = TypeVar("Value")
# What takes longer than so many seconds serves for so many times as long, whatever is written meanwhile.
LONG, TIMES = 0.5, 30


class _Entry(NamedTuple, Generic[Value]):
    value: Value
    mark: Mark
    until: float


class Keeping(Generic[Value]):
    """The last answers to questions about the ledger: the same question has the same answer until something is written.

    `may_lag`: an answer that took long also serves for a while after an entry.
    """

    def __init__(self, *, most: int, may_lag: bool = False) -> None:
        self.most, self.may_lag = most, may_lag
        self._kept: OrderedDict[Hashable, _Entry[Value]] = OrderedDict()
        self._lock = Lock()

    def get(self, question: Hashable, make: Callable[[], Value]) -> Value:
        """Return the answer to a question; `make` works it out where nothing kept holds."""
        now = mark()
        with self._lock:
            kept = self._kept.get(question)
            if kept is not None and (kept.mark == now or monotonic() < kept.until):
                self._kept.move_to_end(question)
                return kept.value
        begun = monotonic()
        value = make()
        took = monotonic() - begun
        until = monotonic() + took * TIMES if self.may_lag and took > LONG else 0
        with self._lock:
            self._kept[question] = _Entry(value, now, until)
            over = [each for each, kept in self._kept.items() if kept.mark != now and kept.until <= monotonic()]
            for each in over:
                del self._kept[each]
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return value

    def forget(self) -> None:
        """Forget all answers: for tests, whose ledgers come and go under the same keys."""
        with self._lock:
            self._kept.clear()
