"""The programs' own tables: models made from the installed folders. No migrations; `installing` changes the tables."""
