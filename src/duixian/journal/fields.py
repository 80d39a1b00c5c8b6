"""Exact decimals in both databases: a scaled integer behind a `Decimal`."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

PLACES = 4
_SCALE = Decimal(10) ** PLACES
if TYPE_CHECKING:
    _Whole = models.BigIntegerField[Decimal | int | str | None, Decimal | None]
else:
    _Whole = models.BigIntegerField

MOST = Decimal(2**63 - 1) / _SCALE


@lru_cache(maxsize=65_536)
def _exact(value: int) -> Decimal:
    return (Decimal(value) / _SCALE).normalize() + 0


class ExactDecimalField(_Whole):
    """A decimal of at most four places, stored as a whole number of ten-thousandths.

    SQLite keeps Django's DecimalField as a binary fraction, where 0.1 + 0.2 is not 0.3; this is exact, sorts and
    compares in the database, and reaches 9.2 × 10¹⁴ (a county's output in 元 is about 10¹⁰).
    """

    def from_db_value(self, value: int | None, *_: object) -> Decimal | None:
        """Return the stored ten-thousandths as a Decimal."""
        return None if value is None else _exact(value)

    def to_python(self, value: Any) -> Decimal | None:
        """Return what a form or a fixture gave as a Decimal."""
        if value is None or value == "":
            return None
        try:
            return Decimal(str(value))
        except ArithmeticError:
            raise ValidationError(f"“{value}”不是数字") from None

    def get_prep_value(self, value: Any) -> int | None:
        """Return the ten-thousandths to store; refuses what would have to be rounded."""
        exact = self.to_python(value)
        if exact is None:
            return None
        scaled = exact * _SCALE
        if scaled != scaled.to_integral_value():
            raise ValidationError(f"“{value}”的小数超过 {PLACES} 位，存不准")
        if abs(exact) > MOST:
            raise ValidationError(f"“{value}”太大，存不下")
        return int(scaled)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Return the stored form, whether or not it was prepared."""
        return value if prepared else self.get_prep_value(value)
