"""Reading: what pages ask of cases."""
