"""Documents beside each other: what was promised meets what was reported. Start at `compare`."""

from duixian.linking.comparison import Comparison, Contradiction, Duplicate, End, Link, Quiet, Total
from duixian.linking.front import compare

__all__ = ["Comparison", "Contradiction", "Duplicate", "End", "Link", "Quiet", "Total", "compare"]
