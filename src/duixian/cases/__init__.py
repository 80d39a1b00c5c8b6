"""Cases of the county's programs: tables made from folders, what happens to a case, what a page asks. Needs Django."""
