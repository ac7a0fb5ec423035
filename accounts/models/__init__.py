"""The tables of who we are, one file a noun."""

from accounts.models.account import Account, App, Hands
from accounts.models.activity import Activity
from accounts.models.attempt import Attempt
from accounts.models.center import Center, ClosedDay, Hours
from accounts.models.departure import Departure, Removal
from accounts.models.invitation import Invitation
from accounts.models.member import Member, User
from accounts.models.pulse import Pulse
from accounts.models.spend import Spend

__all__ = [
    "Account",
    "Activity",
    "App",
    "Attempt",
    "Center",
    "ClosedDay",
    "Departure",
    "Hands",
    "Hours",
    "Invitation",
    "Member",
    "Pulse",
    "Removal",
    "Spend",
    "User",
]
