"""Who may, and who must not: strangers, posters, and rows of another Center."""
