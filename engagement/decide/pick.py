"""Pick: a person makes a card of what a peer published."""

from __future__ import annotations

from accounts.models import Account, Activity, Member
from engagement.decide.alone import alone
from engagement.drafting import Theirs, links
from engagement.models import Conflict, Post, Profile, Suggestion

State = Suggestion.State


def pick(post: Post, kind: str, *, by: Member, did: str) -> Suggestion:
    """The card of this kind for a peer's post: the one there is, opened anew if it was
    declined or is past. ``did``: how it came to it, as "picked it from Around us".

    What was decided of it before is no longer said of it; its text is kept. One that
    is open, or answered, stays as it is.
    """
    key = f"{kind}:{post.key}"
    reason = f"{by.name} {did}."
    with alone():
        card, made = Suggestion.objects.get_or_create(
            center=by.center,
            key=key,
            defaults={
                "account": as_whom(post),
                "profile": _writer(post),
                "post": post,
                "kind": kind,
                "owed": False,
                "reason": reason,
                "draft": _draft(post, kind),
                "noticed_at": post.noticed_at,
            },
        )
        if made:
            Activity.record(by, "picked", card)
    if card.state in (State.EXPIRED, State.DISMISSED):
        try:
            _open_again(card, by, reason)
        except Conflict:
            # A colleague picked it in the same moment.
            card.refresh_from_db()
    return card


@alone()
def _open_again(card: Suggestion, by: Member, reason: str) -> None:
    card.move(
        State.OPEN,
        reason=reason,
        evidence=[],
        expires_at=None,
        hidden_until=None,
        claimed_by=None,
        claimed_until=None,
        decided_by=None,
        decided_at=None,
        dismiss_reason="",
        kind_before="",
        withdrawn=False,
    )
    Activity.record(by, "picked", card)


def as_whom(post: Post) -> Account | None:
    """Our own on the network where a peer's post stands, if we have one there."""
    live = Account.objects.of(post.center).select_related("app")
    return live.filter(platform=_writer(post).platform, disconnected_at=None).first()


def _writer(post: Post) -> Profile:
    assert post.profile is not None  # noqa: S101 a peer's post is never ours
    return post.profile


def _draft(post: Post, kind: str) -> str:
    """A text to begin with, where it is to link to them; else none."""
    if kind != Suggestion.Kind.LINK:
        return ""
    theirs = Theirs(str(post.profile), post.title, post.url, post.text)
    return next(iter(links(theirs)), "")
