"""Migrations of this app: small, named, never edited once released."""
