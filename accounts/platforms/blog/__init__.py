"""Blogs: ours over WordPress's API, those of others by feed, API or form."""

from .reading import Reading
from .writing import Writing


class Blog(Reading, Writing):
    """Our own blog, and what we do from it on others."""


__all__ = ["Blog"]
