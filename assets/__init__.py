"""What is made at set-up and kept out of the repository: others' files for the browser, compiled translations."""
