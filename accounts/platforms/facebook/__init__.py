"""Facebook, through facebook-sdk: what can be read and done for our Page, and how."""

from .reading import Reading
from .writing import Writing


class Facebook(Reading, Writing):
    """One Page on Facebook."""


__all__ = ["Facebook"]
