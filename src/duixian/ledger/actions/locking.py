"""What every action does first: take the row as it is now, and hold it. Accounts do it the same way."""

from duixian.accounts.locking import Row, actor, all_locked, locked

__all__ = ["Row", "actor", "all_locked", "locked"]
