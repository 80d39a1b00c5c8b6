"""The plan as a workbook, out and back: `export` writes it, `parsing` reads it, `checking` says what is wrong."""
