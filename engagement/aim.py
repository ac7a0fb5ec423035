"""What an act is aimed at and how it can be done: from rows to verb, target, mode."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.connect import platform_of
from accounts.models import Account
from accounts.models.account import Network
from accounts.platforms.base import Mode, Target, Verb
from engagement.models import Delivery, Interaction, Post, Profile, Suggestion

BY_KIND = {
    Suggestion.Kind.SHARE: Verb.SHARE,
    Suggestion.Kind.FOLLOW: Verb.FOLLOW,
    Suggestion.Kind.LINK: Verb.POST,
    Suggestion.Kind.INTRODUCE: Verb.MENTION,
}
LABELS = {
    Verb.REPLY: "Reply with thanks",
    Verb.SHARE: "Pass it on",
    Verb.COMMENT: "Comment on it",
    Verb.FOLLOW: "Follow them",
    Verb.MENTION: "Thank them in public",
    Verb.POST: "Publish it",
}
OUT_KIND = {
    Verb.SHARE: Interaction.Kind.SHARE,
    Verb.COMMENT: Interaction.Kind.COMMENT,
    Verb.FOLLOW: Interaction.Kind.FOLLOW,
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way to do a suggestion. ``name`` is what a form sends back."""

    verb: Verb
    post: Post | None
    target: Target
    mode: Mode
    label: str
    account: Account
    worded: bool = False
    """It may say something of its own above what is passed on."""

    @property
    def name(self) -> str:
        return f"{self.verb}:{self.post.pk if self.post else ''}"

    @property
    def network(self) -> str:
        """What people call the network it happens on."""
        return str(Network(self.account.platform).label)

    def page(self, text: str) -> str:
        """The network's own page where a hand does it, filled in with our text."""
        return platform_of(self.account).page(self.verb, self.target, text)

    def fits(self, text: str) -> tuple[int, int]:
        """(length, limit) as the network counts; limit 0 is none."""
        return platform_of(self.account).fits(text, self.target)

    def price(self, text: str) -> int:
        """What it costs with this text, in millionths of a dollar; by hand nothing."""
        return platform_of(self.account).price(self.verb, self.target, text)

    @property
    def needs_text(self) -> bool:
        """A repost or a follow says nothing of its own."""
        return self.verb not in (Verb.SHARE, Verb.FOLLOW)

    @property
    def must_link(self) -> bool:
        """A post of ours on a blog about one of theirs is nothing without its link."""
        blog = self.account.platform == Network.BLOG
        return blog and self.verb == Verb.POST and bool(self.target.url)

    @property
    def on_a_blog(self) -> bool:
        """It is said under a post or a comment of a blog."""
        says = self.verb in (Verb.COMMENT, Verb.REPLY)
        return says and self.account.platform == Network.BLOG

    @property
    def takes_text(self) -> bool:
        """Whether there is a box to write in, which may stay empty for a share."""
        return self.needs_text or self.worded


def target_of(profile: Profile, post: Post | None) -> Target:
    """The target of an act towards somebody, on a post of theirs or on none."""
    if post is None:
        return Target(
            url=profile.url,
            author_id=profile.external_id,
            author_handle=profile.handle,
        )
    return Target(
        key=post.key,
        url=post.url,
        author_id=profile.external_id,
        author_handle=profile.handle,
        text=post.text,
        summons_us=post.summons_us,
        # On X it is the summons that counts, wherever the post hangs.
        on_ours=bool(post.reply_to_key) and profile.platform != Network.TWITTER,
        takes_comments=post.takes_comments,
    )


def verb_of(suggestion: Suggestion) -> Verb:
    """The verb that does this suggestion in the way that fits it best."""
    if suggestion.kind in BY_KIND:
        return BY_KIND[Suggestion.Kind(suggestion.kind)]
    post = suggestion.post
    if post is None or post.shares_key:
        return Verb.MENTION
    if suggestion.profile.platform == Network.TWITTER:
        return Verb.REPLY
    # What hangs under something is answered, what stands by itself commented.
    return Verb.REPLY if post.reply_to_key else Verb.COMMENT


def way(
    suggestion: Suggestion,
    account: Account,
    verb: Verb,
    post: Post | None,
    text: str = "",
) -> Way:
    """One way, with the mode that the account's platform gives it."""
    target = target_of(suggestion.profile, post)
    mode = platform_of(account).mode(verb, target)
    return Way(
        verb,
        post,
        target,
        mode,
        _label(suggestion, verb),
        account,
        # Facebook has no share: a Page publishes a post of its own that links to it.
        worded=verb == Verb.SHARE == BY_KIND.get(Suggestion.Kind(suggestion.kind))
        and account.platform == Network.FACEBOOK,
    )


def _label(suggestion: Suggestion, verb: Verb) -> str:
    """The button, in words of the act."""
    comments = suggestion.kind == Suggestion.Kind.COMMENT
    if verb == Verb.REPLY and comments:
        return LABELS[Verb.COMMENT]
    if suggestion.kind == Suggestion.Kind.LINK:
        return "Publish the link"
    if verb == Verb.COMMENT and not comments and _on_facebook(suggestion):
        return "Comment with thanks"
    return LABELS.get(verb, "Do it")


def _on_facebook(suggestion: Suggestion) -> bool:
    return suggestion.profile.platform == Network.FACEBOOK


def main_way(suggestion: Suggestion) -> Way | None:
    """How the card's main button does it; None where we have no such account."""
    if suggestion.account is None:
        return None
    verb = verb_of(suggestion)
    if verb == Verb.MENTION and not suggestion.profile.contact.reachable:
        # Their words are gone; to thank them elsewhere would name them in public.
        return None
    post = None if verb in (Verb.MENTION, Verb.FOLLOW) else suggestion.post
    return way(suggestion, suggestion.account, verb, post)


def latest_of(profile: Profile) -> Post | None:
    """The last thing they published themselves, to pass on."""
    return (
        Post.objects.filter(
            profile=profile, shares_key="", reply_to_key="", gone_at=None
        )
        .exclude(text="")
        .order_by("-published_at")
        .first()
    )


def other_ways(suggestion: Suggestion, theirs: Post | None) -> list[Way]:
    """Further ways that settle an owed thanks: pass on one of theirs, follow back.

    ``theirs`` is their latest post. Only for who may be reached out to, and where
    there is something to pass on and somebody to follow: on X and on Facebook.
    """
    account = suggestion.account
    if account is None or not suggestion.owed:
        return []
    if suggestion.profile.platform not in (Network.TWITTER, Network.FACEBOOK):
        return []
    if not suggestion.profile.contact.reachable:
        return []
    ways = []
    if theirs:
        ways.append(way(suggestion, account, Verb.SHARE, theirs))
    if not suggestion.profile.we_follow_at:
        ways.append(way(suggestion, account, Verb.FOLLOW, None))
    if theirs and _nothing_to_answer(suggestion):
        ways.append(way(suggestion, account, Verb.COMMENT, theirs))
    return ways


def _nothing_to_answer(suggestion: Suggestion) -> bool:
    """A follow, or a share, on X: then a comment on something of theirs is thanks."""
    on_x = suggestion.profile.platform == Network.TWITTER
    return on_x and verb_of(suggestion) == Verb.MENTION


def find_way(suggestion: Suggestion, name: str) -> Way | None:
    """The way a form named, if it is one of this suggestion's; "" is the main one."""
    main = main_way(suggestion)
    if not name or (main and main.name == name):
        return main
    others = other_ways(suggestion, latest_of(suggestion.profile))
    return next((one for one in others if one.name == name), None)


def target_of_delivery(delivery: Delivery) -> Target:
    """The target as the rows stand now; a post that is gone keeps its key."""
    profile = delivery.suggestion.profile
    post = (
        Post.objects.of(delivery.center).filter(key=delivery.target_key).first()
        if delivery.target_key
        else None
    )
    if delivery.target_key and post is None:
        return Target(key=delivery.target_key, author_handle=profile.handle)
    return target_of(profile, post)
