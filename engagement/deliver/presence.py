"""Own presence: what stands under our name settles what we did not know.

The own-presence watch stores what it reads as posts of ours; here each is matched,
in this order: to a delivery, to an open suggestion (a colleague answered in the
network's own app), or it is something done outside the hub.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Activity
from accounts.models.account import Network
from accounts.platforms.base import Verb
from engagement.deliver.linkbacks import note_links
from engagement.keys import normal, out_key, url_key
from engagement.models import (
    Conflict,
    Delivery,
    Interaction,
    Post,
    Suggestion,
)
from engagement.settling import Proof, count_given, let_through, receipt_of, seen, sent

State = Delivery.State
story = logging.getLogger("kindred.story")
logger = logging.getLogger(__name__)

AT_ONCE = 100
# The network's clock and ours differ; what a person wrote a moment before they told
# us is theirs all the same.
SKEW = timedelta(minutes=2)


def match_own(now: datetime) -> int:
    """Match what is new under our name; how many posts were looked at."""
    # Ids first: joined at once, SQLite reads all our posts for the few that are new.
    new = Post.objects.filter(account__isnull=False, weighed_at=None)
    keys = list(new.order_by("noticed_at").values_list("pk", flat=True)[:AT_ONCE])
    posts = Post.objects.filter(pk__in=keys).select_related("account", "center")
    count = 0
    for post in posts.order_by("noticed_at"):
        try:
            with transaction.atomic():
                if Post.objects.filter(pk=post.pk, weighed_at=None).update(
                    weighed_at=now
                ):
                    _match(post)
                    note_links(post)
                    count += 1
        except (Conflict, OperationalError) as error:
            # Somebody settled it in the same moment, or holds the database for too
            # long; the next sweep looks again.
            logger.info("post %s is left for the next sweep: %s", post.pk, error)
        except IntegrityError:
            # Another delivery has this very receipt: it is known already.
            Post.objects.filter(pk=post.pk).update(weighed_at=now)
        except Exception:
            # One that nobody can match must not keep the others from being matched.
            logger.exception("post %s could not be matched; it is passed over", post.pk)
            Post.objects.filter(pk=post.pk).update(weighed_at=now)
    return count


def _match(post: Post) -> None:
    delivery = find_delivery(post)
    if delivery is None:
        known = _known(post)
        if known is None:
            _elsewhere_or_outside(post)
        elif known.waiting:
            let_through(known, post)
        return
    if delivery.state == State.SENT:
        seen(delivery, post)
    else:
        proof = Proof(key=receipt_of(post), url=post.url, at=post.published_at)
        sent(delivery, proof)
    story.info("found on the network: %s", post.url)


def _known(post: Post) -> Delivery | None:
    """The delivery that was settled with this very receipt, if it came from one."""
    return Delivery.objects.filter(
        account=post.account, receipt_key=receipt_of(post)
    ).first()


def find_delivery(post: Post) -> Delivery | None:
    """The delivery that this post of ours is, if it is one."""
    undecided = Q(state__in=(State.SENDING, State.UNCONFIRMED, State.BY_HAND))
    # Tried before, and about to be tried again: the earlier try may be out after all.
    undecided |= Q(state=State.QUEUED, attempt__gt=0)
    said = Q(
        state=State.SENT,
        receipt_key="",
        state_since__gt=timezone.now() - Delivery.SAID_WINDOW,
    )
    said |= Q(state=State.SENT, receipt_key="", look_again_at__isnull=False)
    rows = (
        Delivery.objects.filter(undecided | said, account=post.account)
        .filter(claimed_at__lte=post.published_at + SKEW)
        .select_related("suggestion__profile", "suggestion__post", "center", "account")
        .order_by("claimed_at")
    )
    return next((row for row in rows if is_it(row, post)), None)


def is_it(delivery: Delivery, post: Post) -> bool:
    """Same target and same text; a hand may change its words on the way."""
    if post.shares_key:
        same = delivery.target_key == post.shares_key
        return same and delivery.verb == Verb.SHARE
    if delivery.verb == Verb.SHARE and delivery.account.platform == Network.FACEBOOK:
        return _links_to_it(delivery, post)
    if delivery.verb in (Verb.SHARE, Verb.FOLLOW, Verb.LIKE):
        return False
    # Nothing but a link or a picture is no text by which one is known.
    text = normal(delivery.text)
    same_text = bool(text) and text == normal(post.text)
    if delivery.verb == Verb.COMMENT or delivery.verb == Verb.REPLY:
        same_target = bool(post.reply_to_key) and (
            delivery.target_key == post.reply_to_key
        )
        by_hand = delivery.mode == Delivery.Mode.HAND
        # X's app may forget whom we answer: then the text alone tells.
        return (same_target and (same_text or by_hand)) or (by_hand and same_text)
    return same_text


def _links_to_it(delivery: Delivery, post: Post) -> bool:
    """A share on Facebook is a post with a link, which may hide what it leads to."""
    theirs = delivery.suggestion.post
    if theirs is None or theirs.key != delivery.target_key or not theirs.url:
        return False
    return url_key(theirs.url) in map(url_key, post.links)


def _elsewhere_or_outside(post: Post) -> None:
    target_key = post.shares_key or post.reply_to_key or post.quotes_key
    target = (
        Post.objects.of(post.center)
        .filter(key=target_key, profile__isnull=False)
        .select_related("profile")
        .first()
        if target_key
        else None
    )
    if target is None or target.profile is None:
        return
    answered = [one for one in _about(target) if _answers(post, one)]
    for suggestion in answered:
        suggestion.move(Suggestion.State.ELSEWHERE, decided_by=None)
        Activity.record("own presence", "answered elsewhere", suggestion)
        story.info("answered in the network's own app: %s", post.url)
    owed = next((one for one in answered if one.owed), None)
    kind = Interaction.Kind.THANKS if owed else _kind(post, target)
    _, made = Interaction.objects.get_or_create(
        center=post.center,
        key=out_key(receipt_of(post)),
        defaults={
            "profile": target.profile,
            "account": post.account,
            "direction": Interaction.Direction.OUT,
            "kind": kind,
            "post": target,
            "about_key": target.key,
            "suggestion": owed or next(iter(answered), None),
            "happened_at": post.published_at,
            "weighed_at": timezone.now(),
        },
    )
    if made:
        count_given(target.profile, timezone.now())


def _about(target: Post) -> list[Suggestion]:
    """Cards for this post of theirs; one for several kindnesses shows but one post."""
    merged = Interaction.objects.filter(
        post=target, direction=Interaction.Direction.IN, suggestion__isnull=False
    )
    # Two questions: joined with OR, either table would be read whole.
    keys = list(merged.values_list("suggestion", flat=True))
    return list(
        Suggestion.objects.filter(
            Q(post=target) | Q(pk__in=keys),
            center=target.center_id,
            state__in=(Suggestion.State.OPEN, Suggestion.State.ACCEPTED),
        )
    )


def _answers(post: Post, suggestion: Suggestion) -> bool:
    """Whether what we did there is what the card asks for, and ours has not left."""
    shared = (suggestion.kind == Suggestion.Kind.SHARE) == bool(post.shares_key)
    return shared and not _on_its_way(suggestion)


def _on_its_way(suggestion: Suggestion) -> bool:
    """Whether our own answer has left; one that has not is called back.

    Raises Conflict when the worker takes it in this moment.
    """
    if suggestion.state == Suggestion.State.OPEN:
        return False
    ours = suggestion.deliveries.exclude(state__in=Delivery.OVER).first()
    if ours is None or ours.state not in (State.QUEUED, State.HELD):
        return True
    ours.move(State.CANCELLED)
    Activity.record("own presence", "called back", ours)
    return False


def _kind(post: Post, target: Post) -> str:
    if post.shares_key:
        return Interaction.Kind.SHARE
    if post.quotes_key:
        return Interaction.Kind.QUOTE
    if target.peer:
        return Interaction.Kind.COMMENT
    return Interaction.Kind.REPLY
