"""Documents beside each other: what was promised meets what was reported. Start at `comparison.py`, what comes out."""

from duixian.linking.comparison import Comparison, Contradiction, Duplicate, End, Link, Quiet, Total

__all__ = ["Comparison", "Contradiction", "Duplicate", "End", "Link", "Quiet", "Total"]
