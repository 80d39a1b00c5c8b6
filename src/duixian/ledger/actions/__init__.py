"""Every write of the ledger, by family; each leaves an entry in the journal in its own transaction."""
