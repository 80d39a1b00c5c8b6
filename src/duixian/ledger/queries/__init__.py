"""Every read of the pages, by family; each starts from what a person may see: `scope`."""
