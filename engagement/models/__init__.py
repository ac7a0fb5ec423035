"""The tables of what passes between us and others, one file a noun."""

from engagement.models.attention import Attention
from engagement.models.contact import Contact
from engagement.models.delivery import Delivery
from engagement.models.hold_word import HoldWord
from engagement.models.interaction import Interaction
from engagement.models.keep_out import KeepOut, Met
from engagement.models.linkback import Linkback
from engagement.models.post import Post
from engagement.models.profile import Profile
from engagement.models.rule import Rule
from engagement.models.shift import Shift
from engagement.models.state import Conflict, Stale
from engagement.models.suggestion import Suggestion
from engagement.models.watch import Watch

__all__ = [
    "Attention",
    "Conflict",
    "Contact",
    "Delivery",
    "HoldWord",
    "Interaction",
    "KeepOut",
    "Linkback",
    "Met",
    "Post",
    "Profile",
    "Rule",
    "Shift",
    "Stale",
    "Suggestion",
    "Watch",
]
