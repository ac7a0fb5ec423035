"""What we could do for a peer: a rule looks at facts and offers a kindness, or nothing.

A new rule is a function in ``RULES``. Each gives its kind, a score and a reason in a
sentence that a person can check, naming what counted most.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engagement.rules.troubled import Trouble, trouble_in

PEERS = frozenset({"organization", "professional"})
TOO_OLD = 7 * 24.0
"""Hours after which a post is no news and is not offered."""

HALF_LIFE = 24.0
ENOUGH_WORDS = 4
TOPIC, OWED, NEW, RESTED = 0.45, 0.3, 0.15, 0.1
"""What each of the four counts at most; together they make one."""
LEAST = 0.15
"""A peer's post that is neither ours in topic, nor owed, nor new, is left alone."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about one post of a peer's, and about the two of us.

    ``topic`` is what both write about, in their words, in ``topic_posts`` of our last
    ``our_posts``; ``overlap`` says how strongly, 0 to 1. ``gave`` are the kindnesses
    we had from them, ``we_gave`` those they had from us, ``shared_ours`` how often
    they passed on ours in 90 days. ``shared`` and ``commented``: done by us for this
    author within 14 days. ``need``: the Center's words for somebody in need.
    """

    platform: str
    name: str
    who: str
    text: str
    age_hours: float
    day: str
    ours: frozenset[str]
    need: frozenset[str]
    topic: str = ""
    topic_posts: int = 0
    our_posts: int = 0
    overlap: float = 0.0
    gave: int = 0
    we_gave: int = 0
    shared_ours: int = 0
    shared: bool = False
    commented: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A kindness we could do, how good an idea it is (0 to 1), and why."""

    kind: str
    score: float
    reason: str


Rule = Callable[[Facts], Offer | None]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that speaks for it: how much it counts, and how it reads.

    ``opening`` follows the author's name; ``clause`` stands after a semicolon.
    """

    counts: float
    opening: str
    clause: str


def share_of_a_peer(facts: Facts) -> Offer | None:
    """Pass on what a peer wrote on a network where we are, too."""
    if facts.platform not in ("twitter", "facebook") or not _worth_a_look(facts):
        return None
    rested = Point(
        0.0 if facts.shared else RESTED,
        "has had nothing passed on by us in two weeks",
        "we have passed on nothing of theirs in two weeks",
    )
    return _offer("share", facts, rested)


def comment_on_a_blog(facts: Facts) -> Offer | None:
    """Say something under a peer's blog post."""
    if facts.platform != "blog" or not _worth_a_look(facts):
        return None
    rested = Point(
        0.0 if facts.commented else RESTED,
        "has had no comment of ours in two weeks",
        "we have left no comment there in two weeks",
    )
    return _offer("comment", facts, rested)


RULES: list[Rule] = [share_of_a_peer, comment_on_a_blog]


def weigh(facts: Facts) -> Offer | None:
    """The best that any rule offers; None where nothing speaks for it."""
    offers = [offer for rule in RULES if (offer := rule(facts))]
    return max(offers, key=lambda offer: offer.score, default=None)


def _worth_a_look(facts: Facts) -> bool:
    return (
        facts.who in PEERS
        and facts.platform in facts.ours
        and facts.age_hours <= TOO_OLD
        and len(facts.text.split()) >= ENOUGH_WORDS
        and trouble_in(facts.text, facts.need) is Trouble.NONE
    )


def _offer(kind: str, facts: Facts, rested: Point) -> Offer | None:
    points = [_topic(facts), _owed(facts), _new(facts), rested]
    score = sum(point.counts for point in points)
    if score < LEAST:
        return None
    return Offer(kind, round(score, 4), _reason(facts.name, points))


def _reason(name: str, points: list[Point]) -> str:
    """The two that counted most, as one sentence."""
    best = sorted(points, key=lambda point: -point.counts)[:2]
    clauses = [point.clause for point in best[1:] if point.counts > 0]
    return f"{'; '.join([f'{name} {best[0].opening}', *clauses])}."


def _topic(facts: Facts) -> Point:
    if facts.topic_posts == 1:
        ours = f"one of our last {facts.our_posts} posts does"
        if facts.our_posts == 1:
            ours = "our last post does"
    elif facts.topic_posts == facts.our_posts:
        ours = f"our last {facts.our_posts} posts do"
    else:
        ours = f"{facts.topic_posts} of our last {facts.our_posts} posts do"
    sentence = f"about “{facts.topic}”, as {ours}"
    counts = TOPIC * min(max(facts.overlap, 0.0), 1.0)
    return Point(counts, f"writes {sentence}", f"it is {sentence}")


def _debt(facts: Facts) -> float:
    """How far they are ahead of us: 0 when we are even, near 1 when we gave nothing."""
    ahead = facts.gave - facts.we_gave
    return ahead / (facts.gave + 1) if ahead > 0 else 0.0


def _owed(facts: Facts) -> Point:
    counts = OWED * _debt(facts)
    if facts.shared_ours and not facts.we_gave:
        did = f"passed on a post of ours {times(facts.shared_ours)} in three months"
        rest = "and we have done nothing for them yet"
        return Point(counts, f"{did}, {rest}", f"they {did}, {rest}")
    did = f"did something for us {times(facts.gave)}"
    rest = "and we have done nothing for them yet"
    if facts.we_gave:
        rest = f"we for them {times(facts.we_gave)}"
    return Point(counts, f"{did}, {rest}", f"they {did}, {rest}")


def _new(facts: Facts) -> Point:
    counts = NEW * 2 ** -(max(facts.age_hours, 0.0) / HALF_LIFE)
    return Point(
        counts,
        f"published this on {facts.day}",
        f"it was published on {facts.day}",
    )


def times(number: int) -> str:
    """A count as people say it."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
