"""The pages of engagement, one file a page."""
