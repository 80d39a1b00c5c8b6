"""Writing: everything that happens to a case."""
