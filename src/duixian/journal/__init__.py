"""The journal: an append-only account of every change, chained by subject and sealed by day. Start at `entries.record`.

It knows no model above it: a subject is any model that is a `Subject`. Pages read it through `queries`.
"""
