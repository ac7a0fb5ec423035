"""Whether a thanks may leave by itself: what rows know of it, put to the rules.

Asked when it is announced, again while it waits, and once more before it leaves.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.connect import platform_of
from accounts.models import Account, Center
from accounts.platforms.base import ModeKind
from engagement.aim import Way, main_way
from engagement.drafting.alone import Moment, thanks_alone
from engagement.keys import text_key
from engagement.models import (
    Attention,
    Delivery,
    HoldWord,
    Interaction,
    Post,
    Rule,
    Suggestion,
)
from engagement.rules import WROTE_TO_US
from engagement.rules.automatic import AUTO, LAST_TEXTS, MOST_A_DAY, Allowed, allowed
from engagement.rules.screening import Answer, Heard, May, Never, screen
from engagement.words import says_held_word, words_of
from engagement.worktime import midnight

logger = logging.getLogger(__name__)
Side = HoldWord.Side
MUST_BE_SEEN = (Side.IN, Side.STOP)
SAME_AGAIN = timedelta(days=30)
A_WEEK = timedelta(days=7)
SWITCHED_OFF = "Automatic thanks were switched off."
A_PERSON_ANSWERS = "A person answers this one."
DAY = timedelta(hours=30)
"""Long enough to end in the next day, on the night when clocks go back, too."""

Rules = Mapping[tuple[int, str], Rule]
"""Those that are on, by account and kind."""


@dataclass(frozen=True, slots=True)
class Words:
    """A Center's: ``hold`` asks for a person, ``need`` among them for help."""

    hold: frozenset[str]
    need: frozenset[str]


def rules_on(center: Center) -> Rules:
    """What supervisors switched on, for accounts that are connected."""
    rows = Rule.objects.of(center).filter(
        kind__startswith=AUTO,
        on=True,
        confirmed_at__isnull=False,
        account__disconnected_at=None,
    )
    return {(one.account_id, one.kind): one for one in rows if one.account_id}


def lines_of(suggestion: Suggestion) -> list[Interaction]:
    """All that one thanks would be for."""
    rows = suggestion.kindnesses.filter(direction=Interaction.Direction.IN)
    return list(rows.select_related("post").order_by("pk"))


def answered(
    lines: Iterable[Interaction], suggestion: Suggestion
) -> Interaction | None:
    """The kindness under which the thanks would stand."""
    return next((one for one in lines if one.post_id == suggestion.post_id), None)


def row_of(suggestion: Suggestion, lines: Iterable[Interaction]) -> Allowed | None:
    """The row of the table for what this card answers; None: never by itself."""
    account, line = suggestion.account, answered(lines, suggestion)
    return allowed(account.platform, line.kind) if account and line else None


def way_of(suggestion: Suggestion, row: Allowed) -> Way | None:
    """The one click by which the network lets a machine answer it; else None."""
    way = main_way(suggestion)
    if way is None or way.post is None or way.mode.kind != ModeKind.ONE_CLICK:
        return None
    return way if way.verb == row.verb else None


def answer_of(
    suggestion: Suggestion, rules: Rules, words: Words | None = None
) -> Answer:
    """Whether all that the card stands for may be thanked for without a person.

    ``words`` of its Center, where they were read already.
    """
    never = _never(suggestion, rules)
    return Never(never) if never else _understood(suggestion, words)


def _never(suggestion: Suggestion, rules: Rules) -> str:
    """Why it may not, whatever they wrote; "" for nothing."""
    account, lines = suggestion.account, lines_of(suggestion)
    row = row_of(suggestion, lines)
    if account is None or row is None or way_of(suggestion, row) is None:
        return "The network lets no machine answer this."
    if not all(_is_in(line, rules, account) for line in lines):
        return "It is not switched on for all that they did."
    return _who_not(suggestion)


def _understood(suggestion: Suggestion, words: Words | None = None) -> Answer:
    """Whether a machine understands each word of what they wrote."""
    account = suggestion.account
    words = words or seen_words(suggestion.center)
    heard = {
        line.post_id: screen(_heard(line, suggestion, account, words))
        for line in lines_of(suggestion)
        if account
    }
    no = next((one for one in heard.values() if isinstance(one, Never)), None)
    return no or heard[suggestion.post_id]


def _is_in(line: Interaction, rules: Rules, account: Account) -> bool:
    """Noticed since it was switched on, by its own words, and still there."""
    post, row = line.post, allowed(account.platform, line.kind)
    rule = rules.get((account.pk, row.kind)) if row else None
    return bool(
        rule
        and rule.confirmed_at
        and line.noticed_at >= rule.confirmed_at
        and line.account_id == account.pk
        and line.evidence == Interaction.Evidence.SEEN
        and not (line.first_look or line.not_kind or line.retracted_at)
        and post
        and not (post.gone_at or post.account_id or post.shares_key)
    )


def _who_not(suggestion: Suggestion) -> str:
    profile = suggestion.profile
    if profile.opted_out_at or profile.gone_at or profile.contact.kept_out:
        return "They are not answered by a machine."
    waiting = Attention.objects.of(suggestion.center).filter(
        profile__contact=profile.contact_id, done_at=None
    )
    if waiting.exists():
        return "A person is to see to them first."
    # Nobody knows yet what it says: a call for help, a "stop", or a complaint.
    unread = Interaction.objects.of(suggestion.center).filter(
        profile__contact=profile.contact_id,
        direction=Interaction.Direction.IN,
        kind__in=WROTE_TO_US,
        weighed_at=None,
        first_look=False,
        retracted_at=None,
    )
    if unread.exists():
        return "They wrote again; a person reads it first."
    again = Suggestion.objects.of(suggestion.center).filter(
        profile__contact=profile.contact_id,
        kind=Suggestion.Kind.THANK,
        state=Suggestion.State.OPEN,
    )
    if again.exclude(pk=suggestion.pk).exists():
        return "They did more since; a person answers all of it."
    return ""


def _heard(
    line: Interaction, suggestion: Suggestion, account: Account, words: Words
) -> Heard:
    post = line.post
    text = post.text if post else ""
    if post and post.quotes_key:
        text = _without_quoted(text, post.quotes_key)
    return Heard(
        text=text,
        who=suggestion.profile.contact.kind,
        language=post.language if post else "",
        ours=tuple({account.handle, account.title.lstrip("@"), suggestion.center.name}),
        hold=words.hold,
        need=words.need,
        pictures=bool(post and post.media),
    )


def _without_quoted(text: str, key: str) -> str:
    """X ends a quoting text with the address of what it quotes; that is no link."""
    number = key.partition(":")[2]
    # It may stand on a line of its own; what stands before it is all theirs
    said = text.rstrip()
    last = said.rsplit(None, 1)[-1:]
    quoted = rf"https?://\S+/status/{re.escape(number)}(?:[/?#]\S*)?"
    if number and last and re.fullmatch(quoted, last[0]):
        return said.removesuffix(last[0]).rstrip()
    return text


def seen_words(center: Center | int) -> Words:
    """Words after which a person must look, as they are now."""
    need = words_of(center, Side.NEED)
    return Words(need.union(*(words_of(center, side) for side in MUST_BE_SEEN)), need)


def wording(suggestion: Suggestion, way: Way, language: str, now: datetime) -> str:
    """The first wording that fits, and was not used lately; "" for none."""
    line = answered(lines_of(suggestion), suggestion)
    if line is None or line.post is None:
        return ""
    ours = Post.objects.of(suggestion.center).filter(
        key=line.about_key, account__isnull=False
    )
    about = ours.only("title").first() if line.about_key else None
    texts = thanks_alone(
        Moment(
            seed=line.key,
            did=line.kind,
            language=language,
            text=line.post.text,
            title=about.title if about else "",
        )
    )
    used = used_texts(way.account, now)
    fits = platform_of(way.account).fits
    for text in texts:
        length, limit = fits(text, way.target)
        if (limit and length > limit) or text_key(text) in used:
            continue
        if not says_held_word(suggestion.center_id, text):
            return text
    return ""


def used_texts(account: Account, now: datetime) -> set[str]:
    """What this account said in its last thirty, and in the last thirty days."""
    lines = (
        Delivery.objects.filter(account=account)
        .exclude(state__in=Delivery.OVER)
        .exclude(text_key="")
        .order_by("-state_since")
    )
    keys = lines.values_list("text_key", flat=True)
    return set(keys[:LAST_TEXTS]) | set(keys.filter(state_since__gt=now - SAME_AGAIN))


def thanked_lately(suggestion: Suggestion, now: datetime) -> bool:
    """One for each kindness, ever; and one a week for a person.

    Also where somebody stopped it: that was a no to thanks by a machine.
    """
    keys = {one.post.key for one in lines_of(suggestion) if one.post}
    before = Delivery.objects.of(suggestion.center).filter(
        by_rule__isnull=False,
        suggestion__profile__contact=suggestion.profile.contact_id,
    )
    return any(
        key in keys or due_at > now - A_WEEK
        for key, due_at in before.values_list("target_key", "due_at")
    )


def left_today(rule: Rule, at: datetime) -> int:
    """How many more of this rule may go out on the Center's day of ``at``."""
    day = midnight(rule.center.tz, at)
    going = Delivery.objects.of(rule.center).filter(
        by_rule=rule, due_at__gte=day, due_at__lt=midnight(rule.center.tz, day + DAY)
    )
    cap = MOST_A_DAY if rule.cap is None else rule.cap
    return cap - going.exclude(state__in=Delivery.OVER).count()


def why_no_longer(delivery: Delivery) -> str:
    """Why what was announced must not leave by itself after all; "" if it may."""
    suggestion, rule = delivery.suggestion, delivery.by_rule
    if rule is None:
        return ""
    rules = rules_on(delivery.center)
    if (delivery.account_id, rule.kind) not in rules:
        return SWITCHED_OFF
    if left_today(rule, delivery.due_at) < 0:
        return "As many as may go out by themselves went out today."
    if reason := _never(suggestion, rules):
        return reason
    answer = _understood(suggestion)
    if says_held_word(delivery.center_id, delivery.text):
        answer = Never("Our text has a word in it that a person must see.")
    if isinstance(answer, May):
        return ""
    # One sentence for all of these: beside the text, a reason would tell posters which
    # words the supervisors hold.
    logger.info("delivery %s is left to a person: %s", delivery.pk, answer.reason)
    return A_PERSON_ANSWERS
