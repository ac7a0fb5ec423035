"""One card of the queue: a suggestion with all that is needed to decide on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from accounts.models import Hands, Member
from accounts.models.account import Network
from accounts.money import dollars
from accounts.platforms.base import ModeKind
from engagement.aim import Way
from engagement.bounds import knows_kind, may_settle, shows_history
from engagement.drafting import hint
from engagement.forms import SnoozeForm
from engagement.models import Contact, Delivery, Interaction, Suggestion
from engagement.views import words
from engagement.views.doing import Doing

State = Delivery.State


@dataclass
class Card(Doing):
    """What one card shows to one member. All text in it is plain."""

    suggestion: Suggestion
    viewer: Member
    now: datetime
    main: Way | None = None
    others: list[Way] = field(default_factory=list)
    delivery: Delivery | None = None
    came_back: Delivery | None = None
    hands: list[Hands] = field(default_factory=list)
    error: str = ""
    warned: str = ""
    typed: str | None = None
    lost_to: str = ""
    lost_text: str = ""

    reasons = Suggestion.Reason.choices
    could_nots = words.COULD_NOTS

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
    def kind(self) -> str:
        """What they are, if anybody said so and the viewer may know."""
        known = knows_kind(self.contact, self.viewer)
        unsaid = self.contact.kind == Contact.Kind.UNKNOWN
        return "" if unsaid or not known else self.contact.get_kind_display().lower()

    @property
    def quiet(self) -> bool:
        """The viewer is not to see what passed between them and us."""
        return not shows_history(self.contact, self.viewer)

    @property
    def why_not(self) -> str:
        return words.why_not(self.suggestion, self.viewer)

    @property
    def snoozes(self) -> list[tuple[str, str, datetime | None, bool]]:
        return SnoozeForm.choices_at(self.now, self.suggestion.due_at)

    @property
    def hint(self) -> str:
        """What the box says while it is empty."""
        return hint(self.suggestion.kind)

    @property
    def deed(self) -> str:
        """Why it is there, without when that was noticed."""
        return words.deed(self.suggestion, self.now)

    @property
    def noticed(self) -> datetime | None:
        """When it was noticed, where ``deed`` left it out."""
        cut = words.without_time(self.suggestion.reason) != self.suggestion.reason
        return self.suggestion.noticed_at if cut else None

    @property
    def in_short(self) -> str:
        """Why, for the one line of a row, which has said the name already."""
        short = self.deed.removeprefix(f"{self.name} ")
        return short[:1].upper() + short[1:]

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
    def area(self) -> str:
        """The id of the text on the page, and of what the device keeps of it."""
        return f"s{self.pk}-text"

    @property
    def kept(self) -> str:
        """The id of the text of who came second."""
        return f"s{self.pk}-kept"

    @property
    def back_words(self) -> str:
        """Why it came back, where it was accepted once and did not go out."""
        return words.why_back(self.came_back, self.viewer) if self.came_back else ""

    @property
    def counted(self) -> str:
        """How the browser counts the length while one types."""
        return "x" if self.platform == Network.TWITTER else "plain"

    @property
    def price(self) -> str:
        """What one click costs; by hand costs nothing, and says nothing."""
        if self.main is None or self.by_hand:
            return ""
        return dollars(self.main.price(self.text))

    @property
    def costly(self) -> str:
        """A warning, where the text makes it dearer than it need be."""
        if self.main is None or self.by_hand:
            return ""
        usual = self.main.mode.price_micro
        asked = self.main.price(self.text)
        if asked <= usual:
            return ""
        return (
            f"The link in it makes this {dollars(asked)} instead of {dollars(usual)}."
        )

    @property
    def label(self) -> str:
        """What stands above the text: what it is, and as whom."""
        what = words.OURS.get(self.suggestion.kind, "Our answer")
        account = self.suggestion.account
        return f"{what}, as {account}" if account else what

    @property
    def button_icon(self) -> str:
        if self.by_hand:
            return "external-link" if self.doer == self.viewer else "hand"
        return "repeat-2" if self.suggestion.kind == "share" else "send"

    @property
    def said(self) -> str:
        """What became of it in one sentence, to be read out once when it changes."""
        shown, name = self.shown, self.name
        if shown == "open":
            return f"{self.held_by.name} is on {name}." if self.held_by else ""
        who = self.suggestion.decided_by
        if who and who != self.viewer:
            return f"{who.name} answered {name}."
        return words.BECAME.get(shown, "").format(name=name, left=self.undo_seconds)

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
            return (
                "by_hand" if may_settle(self.delivery, self.viewer) else "by_colleague"
            )
        return str(self.delivery.state)

    @property
    def folds(self) -> bool:
        """It is one line, saying what became of it: nothing is asked any more."""
        asks = self.shown in ("open", "by_hand", "unconfirmed") or self.not_found
        return not (asks or self.lost_to)

    @property
    def undo_seconds(self) -> int:
        """How long it can still be undone, rounded up; 0 when it is due."""
        if self.delivery is None or self.delivery.by_rule_id:
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
            and not one.waiting
            and one.looked_at
            and may_settle(one, self.viewer)
        )

    @property
    def done_first(self) -> str:
        """What a colleague did with it before us, and how long ago."""
        return words.done_first(self.suggestion, self.delivery, self.viewer, self.now)

    @property
    def page(self) -> str:
        """The network's page, filled in, for who does it by hand."""
        if self.main is None:
            return ""
        text = self.delivery.text if self.delivery else self.text
        return self.main.page(text)
