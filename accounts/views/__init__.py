"""Pages about who we are, one file a page."""
