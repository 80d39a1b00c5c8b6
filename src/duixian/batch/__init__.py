"""Many files on one machine.

`read_many` gives readings, `export_many` what a function makes of each in its worker, both in the order of the files.
`gather` keeps what was read in `Parts`, to be taken up where it was stopped and made into any format at the end.
"""

from duixian.batch.gathering import Part, gather
from duixian.batch.many import Outcome, export_many, read_many
from duixian.batch.parts import Parts, reader_version, size_of
from duixian.batch.workers import Doing

__all__ = ["Doing", "Outcome", "Part", "Parts", "export_many", "gather", "read_many", "reader_version", "size_of"]
