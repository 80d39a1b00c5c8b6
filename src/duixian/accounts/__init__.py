"""People, their roles, offices and places, and what each may see. Writes in `actions`, reads in `queries`."""
