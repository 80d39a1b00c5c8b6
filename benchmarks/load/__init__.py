"""Load: a generated county in the ledger, pages asked for by twenty people at once, assessments made anew."""
