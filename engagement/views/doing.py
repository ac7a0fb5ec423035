"""Of a card that is done by hand: whose hands, how they reach, what the button says."""

from __future__ import annotations

from accounts.hands import names, said
from accounts.models import Hands, Member
from accounts.models.account import Network
from accounts.platforms.base import ModeKind
from engagement.aim import Way
from engagement.models import Delivery, Suggestion


class Doing:
    """The part of a card that asks whose hands do it."""

    suggestion: Suggestion
    viewer: Member
    main: Way | None
    delivery: Delivery | None
    hands: list[Hands]

    @property
    def by_hand(self) -> bool:
        return bool(self.main and self.main.mode.kind == ModeKind.BY_HAND)

    @property
    def doer(self) -> Member | None:
        """Whose hands do it: the viewer's own, or a colleague's."""
        doing = self._doing
        if doing:
            return doing.member
        return None if self.needs_hands else self.viewer

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
        place = f"Open {self.main.network} as {self.suggestion.account}"
        return place if self.needs_hands else "Open their blog"

    @property
    def mine_to_do(self) -> bool:
        """What is done by hand here is done by the viewer's own."""
        return self.doer == self.viewer

    @property
    def leaves_here(self) -> bool:
        """The main button opens the network's own page, for one's own hands."""
        return self.by_hand and self.mine_to_do

    @property
    def made_ready_by(self) -> Member | None:
        """The colleague who handed this over, as the hands are the viewer's."""
        one = self.delivery
        if one is None or one.for_member_id != self.viewer.pk:
            return None
        return one.by_member if one.by_member_id != self.viewer.pk else None

    @property
    def _doing(self) -> Hands | None:
        """The hands that do it: the viewer's own, else a colleague's."""
        if not self.needs_hands:
            return None
        own = (one for one in self.hands if one.member_id == self.viewer.pk)
        return next(own, self.hands[0] if self.hands else None)

    @property
    def reach(self) -> str:
        """How these hands reach, and since when: "as a delegate since 3 Nov"."""
        return said(self._doing) if self._doing else ""

    @property
    def also(self) -> str:
        """Who else may act for the account, by name."""
        doing = self._doing
        return names(one for one in self.hands if one != doing) if doing else ""
