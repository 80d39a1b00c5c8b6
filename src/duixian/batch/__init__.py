"""Many files on one machine: `read_many` gives readings, `export_many` what a function makes of each in its worker."""

from duixian.batch.many import Outcome, export_many, read_many

__all__ = ["Outcome", "export_many", "read_many"]
