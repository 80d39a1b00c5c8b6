"""Every write to people, offices and places. Each is atomic, keyword-only, and leaves an entry in the journal."""
