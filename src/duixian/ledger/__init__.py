"""Documents, statements, commitments and observations. Writes in `actions`, reads in `queries`, long work in `jobs`."""
