"""The best few of a day: by score, a mix of kinds and of organizations. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

PER_AUTHOR = 2
AGAIN = 0.8
"""What a second card for the same organization is worth beside a first for another."""


@dataclass(frozen=True, slots=True)
class Card:
    """One that could be shown. ``fixed``: was decided, or somebody is on it."""

    name: str
    kind: str
    author: int
    score: float
    fixed: bool = False


def best(cards: Iterable[Card], most: int) -> list[Card]:
    """At most ``most`` cards, the fixed ones among them, best first.

    At most two an organization, and both kinds where there are two. Fixed cards
    stay, even when they are more than that. Ties go by name: the same cards give
    the same answer whatever their order.
    """
    ranked = sorted(cards, key=lambda card: (-card.score, card.name))
    chosen = [card for card in ranked if card.fixed]
    free = [card for card in ranked if not card.fixed]
    while len(chosen) < most:
        card = _next(free, Counter(one.author for one in chosen))
        if card is None:
            break
        free.remove(card)
        chosen.append(card)
    return _mixed(chosen, free)


def _next(free: list[Card], had: Counter[int]) -> Card | None:
    allowed = [card for card in free if had[card.author] < PER_AUTHOR]
    return max(
        allowed, key=lambda one: one.score * AGAIN ** had[one.author], default=None
    )


def _mixed(chosen: list[Card], free: list[Card]) -> list[Card]:
    """With one kind only, the weakest makes room for the best of another."""
    if len({card.kind for card in chosen}) != 1 or len(chosen) < 2:
        return chosen
    weakest = next((card for card in reversed(chosen) if not card.fixed), None)
    if weakest is None:
        return chosen
    rest = [card for card in chosen if card is not weakest]
    others = [card for card in free if card.kind != chosen[0].kind]
    other = _next(others, Counter(one.author for one in rest))
    return [*rest, other] if other else chosen
