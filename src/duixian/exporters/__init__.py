"""Reports as lines, sheets, frames, tables and pages. One module a form; each takes a `Report` and returns values."""
