"""The rules of suggesting: facts in, a kindness owed or offered out. Pure."""

from engagement.rules.offers import RULES, TOO_OLD, Facts, Offer, Rule, weigh
from engagement.rules.owes import ONLY_NOTED, REACHED_OUT, WROTE_TO_US, owes, worth
from engagement.rules.troubled import Trouble, trouble_in

__all__ = [
    "ONLY_NOTED",
    "REACHED_OUT",
    "RULES",
    "TOO_OLD",
    "WROTE_TO_US",
    "Facts",
    "Offer",
    "Rule",
    "Trouble",
    "owes",
    "trouble_in",
    "weigh",
    "worth",
]
