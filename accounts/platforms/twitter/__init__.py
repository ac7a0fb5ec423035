"""X, through tweepy: what can be read and done there, and how."""

from .reading import Reading
from .writing import Writing


class Twitter(Reading, Writing):
    """One account on X."""


__all__ = ["Twitter"]
