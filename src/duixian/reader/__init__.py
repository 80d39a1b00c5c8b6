"""Text to statements: start at `pipeline`, which says the order of the steps."""
