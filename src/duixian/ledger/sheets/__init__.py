"""The plan as a workbook that goes out and comes back: `export` writes it, `parsing` reads it, `checking` says what is wrong."""
