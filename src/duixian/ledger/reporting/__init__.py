"""The report to the people: `references` in a draft, a first draft (`drafting`), what is published (`content`)."""
