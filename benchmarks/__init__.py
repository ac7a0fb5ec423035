"""How long the work on a page or in a sweep takes, beside a million rows."""
