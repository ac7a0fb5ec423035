"""What a text has in common with ours, and which are the best few of a day. Pure."""

from engagement.ranking.best import Card, best
from engagement.ranking.topics import Common, Ours, common

__all__ = ["Card", "Common", "Ours", "best", "common"]
