"""Forms, a module a family."""
