"""Files to text: the only home of document libraries."""
