"""A system of the county as a folder: `load_program` reads and checks it, `play` runs its worked cases. No Django."""

from duixian.programs.case import Case, Excuse, Happening, Taken, columns_of
from duixian.programs.duties import Month, months
from duixian.programs.editor import as_text, editor_schema
from duixian.programs.figures import Figure, figure
from duixian.programs.folders import Checked, checked
from duixian.programs.gates import Passage, passage
from duixian.programs.loading import Source, load_program, load_source, read_program
from duixian.programs.moving import Lack, lacks
from duixian.programs.names import OWN_HEADS, Name, names_of
from duixian.programs.playing import Difference, Played, play
from duixian.programs.schema import Program
from duixian.programs.steps import Course, course
from duixian.programs.template import write_new
from duixian.programs.versions import held
from duixian.programs.wording import worked_out

__all__ = [
    "OWN_HEADS",
    "Case",
    "Checked",
    "Course",
    "Difference",
    "Excuse",
    "Figure",
    "Happening",
    "Lack",
    "Month",
    "Name",
    "Passage",
    "Played",
    "Program",
    "Source",
    "Taken",
    "as_text",
    "checked",
    "columns_of",
    "course",
    "editor_schema",
    "figure",
    "held",
    "lacks",
    "load_program",
    "load_source",
    "months",
    "names_of",
    "passage",
    "play",
    "read_program",
    "worked_out",
    "write_new",
]
