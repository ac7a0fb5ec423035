"""A card of the queue: one suggestion with all that is needed to decide on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts.models import Hands, Member
from accounts.models.account import Network
from accounts.money import dollars
from accounts.platforms.base import ModeKind
from engagement.aim import Way, main_way, other_ways
from engagement.forms import SnoozeForm
from engagement.models import Contact, Delivery, Interaction, Post, Suggestion

State = Delivery.State
ON_ITS_WAY = (State.QUEUED, State.SENDING, State.HELD)


@dataclass
class Card:
    """What one card shows to one member. All text in it is plain."""

    suggestion: Suggestion
    viewer: Member
    now: datetime
    main: Way | None = None
    others: list[Way] = field(default_factory=list)
    delivery: Delivery | None = None
    hands: list[Member] = field(default_factory=list)
    error: str = ""
    typed: str | None = None
    lost_to: str = ""
    lost_text: str = ""

    snoozes = SnoozeForm.CHOICES
    reasons = Suggestion.Reason.choices
    could_nots = (
        "I could not switch to the Center’s account",
        "Their post is gone",
        "Answers are closed there",
        "The page did not work",
    )

    @property
    def pk(self) -> int:
        return self.suggestion.pk

    @property
    def contact(self) -> Contact:
        return self.suggestion.profile.contact

    @property
    def name(self) -> str:
        return str(self.suggestion.profile)

    @property
    def platform(self) -> str:
        return self.suggestion.profile.platform

    @property
    def text(self) -> str:
        return self.suggestion.draft if self.typed is None else self.typed

    @property
    def used(self) -> int:
        return self.main.fits(self.text)[0] if self.main else len(self.text)

    @property
    def limit(self) -> int:
        return self.main.fits(self.text)[1] if self.main else 0

    @property
    def by_hand(self) -> bool:
        return bool(self.main and self.main.mode.kind == ModeKind.BY_HAND)

    @property
    def allowed(self) -> bool:
        return bool(self.main and self.main.mode.kind != ModeKind.NOT_ALLOWED)

    @property
    def held_by(self) -> Member | None:
        """The colleague who is on it, if one is."""
        if self.suggestion.held_by_other(self.viewer, self.now):
            return self.suggestion.claimed_by
        return None

    @property
    def mine_until(self) -> datetime | None:
        """Until when it is the viewer's, if it is."""
        one = self.suggestion
        if one.claimed_by_id == self.viewer.pk and one.claimed_until:
            return one.claimed_until if one.claimed_until > self.now else None
        return None

    @property
    def doer(self) -> Member | None:
        """Whose hands do it: the viewer's own, or a colleague's."""
        if not self.needs_hands or self.viewer in self.hands:
            return self.viewer
        return self.hands[0] if self.hands else None

    @property
    def needs_hands(self) -> bool:
        """On X and Facebook one acts as the account; a blog's form asks for none."""
        account = self.suggestion.account
        return bool(account and account.platform != Network.BLOG)

    @property
    def button(self) -> str:
        """The main button, in words of the act."""
        if self.main is None:
            return ""
        if not self.by_hand:
            return self.main.label
        if self.doer and self.doer != self.viewer:
            return f"Ready for {self.doer.name}"
        place = f"Open {self.main.network}"
        return f"{place} as {self.suggestion.account}" if self.needs_hands else place

    @property
    def pk_text(self) -> str:
        return str(self.pk)

    @property
    def counted(self) -> str:
        """How the browser counts the length while one types."""
        return "x" if self.platform == Network.TWITTER else "plain"

    @property
    def price(self) -> str:
        """What one click costs; by hand costs nothing, and says nothing."""
        if self.main is None or self.by_hand:
            return ""
        return dollars(self.main.mode.price_micro)

    @property
    def label(self) -> str:
        """What stands above the text: what it is, and as whom."""
        what = "Our comment" if self.suggestion.kind == "comment" else "Our answer"
        account = self.suggestion.account
        return f"{what}, as {account}" if account else what

    @property
    def button_icon(self) -> str:
        if self.by_hand:
            return "external-link" if self.doer == self.viewer else "hand"
        return "repeat-2" if self.suggestion.kind == "share" else "send"

    @property
    def shown(self) -> str:
        """Which face of the card is shown: the name of its template's branch."""
        state = self.suggestion.state
        if state == Suggestion.State.OPEN:
            hidden = self.suggestion.hidden_until
            return "snoozed" if hidden and hidden > self.now else "open"
        if state != Suggestion.State.ACCEPTED or self.delivery is None:
            return str(state)
        if self.delivery.state == State.BY_HAND:
            mine = self.viewer.pk in (
                self.delivery.for_member_id,
                self.delivery.by_member_id,
            )
            return "by_hand" if mine or self.viewer.supervises else "by_colleague"
        return str(self.delivery.state)

    @property
    def undo_seconds(self) -> int:
        """How long it can still be undone, rounded up; 0 when it is due."""
        if self.delivery is None:
            return 0
        left = (self.delivery.due_at - self.now).total_seconds()
        return min(int(max(left, 0) + 0.999), int(settings.UNDO_SECONDS))

    @property
    def not_found(self) -> bool:
        """Said to be done by hand, looked for since, and not there."""
        one = self.delivery
        return bool(
            one
            and one.state == State.SENT
            and one.evidence == Interaction.Evidence.SAID
            and not one.receipt_key
            and one.looked_at
        )

    @property
    def page(self) -> str:
        """The network's page, filled in, for who does it by hand."""
        if self.main is None:
            return ""
        text = self.delivery.text if self.delivery else self.text
        return self.main.page(text)


def rows(suggestions: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """All a card needs of the rows around it, in one query."""
    theirs = Post.objects.filter(
        profile=OuterRef("profile"), shares_key="", reply_to_key=""
    ).exclude(text="")
    return suggestions.select_related(
        "center",
        "profile__contact",
        "account__app",
        "post",
        "claimed_by__user",
        "decided_by__user",
    ).annotate(
        theirs_pk=Subquery(theirs.order_by("-published_at").values("pk")[:1]),
    )


def cards(suggestions: Iterable[Suggestion], viewer: Member) -> list[Card]:
    """The cards of these suggestions as this member sees them; four queries."""
    found = list(suggestions)
    now = timezone.now()
    lives = _deliveries(found)
    hands = _hands(viewer)
    posts = Post.objects.in_bulk(
        [one.theirs_pk for one in found if getattr(one, "theirs_pk", None)]
    )
    made = []
    for one in found:
        theirs = posts.get(getattr(one, "theirs_pk", None) or 0)
        card = Card(
            one,
            viewer,
            now,
            main=main_way(one),
            others=other_ways(one, theirs),
            delivery=lives.get(one.pk),
            hands=hands.get(one.account_id or 0, []),
        )
        if card.delivery:
            card.main = _way_of(card) or card.main
        made.append(card)
    return made


def _way_of(card: Card) -> Way | None:
    """The way that was chosen when it was accepted."""
    ways = [*([card.main] if card.main else []), *card.others]
    return next(
        (way for way in ways if card.delivery and way.verb == card.delivery.verb), None
    )


def card_of(suggestion: Suggestion, viewer: Member) -> Card:
    """One card, read anew."""
    fresh = rows(Suggestion.objects.filter(pk=suggestion.pk)).get()
    return cards([fresh], viewer)[0]


def _deliveries(suggestions: list[Suggestion]) -> dict[int, Delivery]:
    """The newest delivery of each that is not over."""
    live = (
        Delivery.objects.filter(suggestion__in=[one.pk for one in suggestions])
        .exclude(state=State.CANCELLED)
        .select_related("account", "by_member__user", "for_member__user")
        .order_by("pk")
    )
    return {one.suggestion_id: one for one in live}


def _hands(viewer: Member) -> dict[int, list[Member]]:
    found: dict[int, list[Member]] = {}
    rows = Hands.objects.of(viewer.center).filter(until=None, member__left_at=None)
    for row in rows.select_related("member__user").order_by("since"):
        found.setdefault(row.account_id, []).append(row.member)
    return found
