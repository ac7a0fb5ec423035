"""The members at their desks: every click is made by its page, and written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

from django.test import Client
from django.utils import timezone

from accounts.models import Member
from engagement.models import Contact, Delivery, Suggestion
from tests.report.month import Month

BACKEND = "django.contrib.auth.backends.ModelBackend"
PAGE = "/c/csw/"
SHORT = {"twitter": "x", "facebook": "fb"}


@dataclass(frozen=True)
class Click:
    """What a member told the hub. ``who`` is whom it is about, as the recount names
    them; ``text`` what was to be sent, a reason, or the kind of a kindness."""

    at: datetime
    by: str
    what: str
    who: str
    name: str
    text: str = ""


def person(card: Suggestion) -> str:
    """Somebody on a network, as the recount names them."""
    profile = card.profile
    if profile.platform in SHORT:
        return f"{SHORT[profile.platform]}:{profile.external_id}"
    return f"{profile.platform}:{profile.name}"


def open_cards() -> list[Suggestion]:
    """What stands on the queue now: owed, and not put off."""
    now = timezone.now()
    rows = Suggestion.objects.filter(owed=True, state="open")
    rows = rows.select_related("profile__contact", "post", "account")
    return [
        one
        for one in rows.order_by("noticed_at", "pk")
        if one.hidden_until is None or one.hidden_until <= now
    ]


@dataclass
class Desk:
    """One Center's members, and the list of all they clicked."""

    month: Month
    clicks: list[Click] = field(default_factory=list)

    def press(self, by: Member, path: str, **form: str) -> str:
        """Press a button; where it sends the browser."""
        # Signed in anew, for a session lives two weeks and a month is longer.
        client = Client()
        client.force_login(by.user, BACKEND)
        answer = client.post(PAGE + path, form)
        assert answer.status_code == 302, (path, answer.status_code)
        return str(answer["Location"])

    def note(self, by: Member, what: str, card: Suggestion, text: str = "") -> None:
        click = (self.month.now, by.name, what, person(card), card.profile.name, text)
        self.clicks.append(Click(*click))

    def accept(self, by: Member, card: Suggestion, text: str) -> str:
        """The main button; by hand it leads to the network's own page."""
        self.note(by, "accept", card, text or card.kind)
        return self.press(by, f"s/{card.pk}/accept/", text=text)

    def by_hand(self, page: str) -> None:
        """Press the button there, too."""
        parts = urlsplit(page)
        address = f"{parts.scheme}://{parts.netloc}{parts.path}"
        self.month.hand(address, **dict(parse_qsl(parts.query)))

    def done(self, by: Member, card: Suggestion, line: Delivery) -> None:
        """Say that it went out."""
        self.note(by, "done", card)
        self.press(by, f"d/{line.pk}/done/")

    def undo(self, by: Member, card: Suggestion) -> None:
        self.note(by, "undo", card)
        self.press(by, f"s/{card.pk}/undo/")

    def no(self, by: Member, card: Suggestion, reason: str) -> None:
        self.note(by, "no", card, reason)
        self.press(by, f"s/{card.pk}/dismiss/", reason=reason)

    def elsewhere(self, by: Member, card: Suggestion) -> None:
        """They were thanked in a mail."""
        self.note(by, "elsewhere", card)
        self.press(by, f"s/{card.pk}/elsewhere/")

    def later(self, by: Member, card: Suggestion) -> None:
        self.press(by, f"s/{card.pk}/snooze/", until="tomorrow")

    def says(self, by: Member, contact: Contact, kind: str) -> None:
        """What kind of contact somebody is."""
        self.press(by, f"contacts/{contact.pk}/kind/", kind=kind)

    def kindness(self, by: Member, direction: str, who: str, kind: str) -> None:
        """Note one by hand."""
        click = (self.month.now, by.name, f"noted {direction}", f"person:{who}", who)
        self.clicks.append(Click(*click, kind))
        self.press(
            by, "by-hand/", direction=direction, who=who, kind=kind, note="at lunch"
        )
