"""What people type, checked before any verb is called. Nothing typed is ever lost."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils import timezone

from accounts.names import page_in
from accounts.platforms.base import ModeKind, Refused
from accounts.platforms.facebook.keys import is_there
from engagement.aim import Way
from engagement.models import Contact, Interaction, Suggestion
from engagement.rules.remarks import times_named

LONGEST = 10_000
LONGEST_HOST = 200
FIRST_YEAR = 1900


def plain(text: str) -> str:
    """NFC, without control characters, one kind of line end."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


class TextForm(forms.Form):
    """A text on its way; kept as typed, whatever its length."""

    text = forms.CharField(required=False, max_length=LONGEST, strip=False)

    def clean_text(self) -> str:
        return plain(self.cleaned_data["text"])


class AcceptForm(TextForm):
    """The text of a suggestion, against what the network takes for this way."""

    way = forms.CharField(required=False, max_length=40)

    def __init__(self, data: Any, *, way: Way | None) -> None:
        super().__init__(data)
        self.chosen = way

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.chosen is None:
            raise forms.ValidationError("This can no longer be done in that way.")
        if self.chosen.mode.kind == ModeKind.NOT_ALLOWED:
            raise forms.ValidationError(self.chosen.mode.reason)
        if self.chosen.takes_text and "text" in data:
            self._fits(data["text"].strip())
        return data

    def _fits(self, text: str) -> None:
        assert self.chosen is not None  # noqa: S101 clean() saw to it
        if not text and self.chosen.needs_text:
            self.add_error("text", "Write something first; an empty text says nothing.")
            return
        if self.chosen.must_link and self.chosen.target.url not in text:
            self.add_error("text", f"Keep their link in it: {self.chosen.target.url}")
            return
        named = times_named(text, self.chosen.account.web_url)
        if self.chosen.on_a_blog and named > 1:
            self.add_error(
                "text",
                f"Our own address stands in it {named} times; once is enough. Take "
                "out the others. Your text is kept.",
            )
            return
        length, limit = self.chosen.fits(text)
        if limit and length > limit:
            self.add_error(
                "text",
                f"{length - limit} too long for {self.chosen.network}: "
                f"{length} of {limit}. Your text is kept.",
            )


class DismissForm(forms.Form):
    """Why not."""

    reason = forms.ChoiceField(
        choices=Suggestion.Reason.choices,
        error_messages={"required": "Say why, so that nobody asks again."},
    )


class SnoozeForm(forms.Form):
    """Not now: until when, in the Center's own time."""

    CHOICES = (("2h", "In 2 hours"), ("tomorrow", "Tomorrow"), ("monday", "Monday"))
    until = forms.ChoiceField(choices=CHOICES)

    def when(self) -> datetime:
        """The instant it means, counted from now."""
        return self.at(self.cleaned_data["until"], timezone.now())

    @staticmethod
    def at(choice: str, now: datetime) -> datetime:
        """The instant that a choice means, in the Center's own time."""
        now = timezone.localtime(now)
        if choice == "2h":
            return now + timedelta(hours=2)
        days = 1 if choice == "tomorrow" else 7 - now.weekday()
        day = (now + timedelta(days=days)).date()
        return datetime(day.year, day.month, day.day, 9, tzinfo=now.tzinfo)

    @classmethod
    def choices_at(
        cls, now: datetime, due_at: datetime | None
    ) -> list[tuple[str, str, datetime | None, bool]]:
        """(what a form sends back, its words, the time of day it means if any, whether
        what is not overdue yet is by then). On a Sunday, tomorrow is Monday."""
        found: dict[datetime, tuple[str, str, datetime | None, bool]] = {}
        for value, words in cls.CHOICES:
            at = cls.at(value, now)
            late = due_at is not None and now < due_at < at
            told = None if value == "2h" else at
            found.setdefault(at, (value, words, told, late))
        return list(found.values())


class LinkForm(forms.Form):
    """Where it stands on the network; none is fine."""

    link = forms.URLField(
        required=False,
        max_length=1000,
        assume_scheme="https",
        error_messages={
            "invalid": "That is no link. Paste the address of the post, or leave it."
        },
    )


class WhyForm(forms.Form):
    """A reason in a sentence."""

    why = forms.CharField(
        max_length=300, error_messages={"required": "Say in a few words why."}
    )

    def clean_why(self) -> str:
        return plain(self.cleaned_data["why"])


class KindForm(forms.Form):
    """What kind of contact somebody is; a person says it, nobody infers it."""

    kind = forms.ChoiceField(choices=Contact.Kind.choices)


class ContactForm(forms.Form):
    """A contact by hand: a name, and where they are if anywhere."""

    name = forms.CharField(
        max_length=200, error_messages={"required": "What are they called?"}
    )
    kind = forms.ChoiceField(
        choices=Contact.Kind.choices, initial=Contact.Kind.ORGANIZATION
    )
    handle = forms.RegexField(
        r"^@?[A-Za-z0-9_]{1,15}$",
        required=False,
        label="Handle on X",
        error_messages={"invalid": "An X handle has letters, digits and _ only."},
    )
    site = forms.URLField(
        required=False,
        label="Blog or site",
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": "That is no address. Like https://example.org"},
    )
    page = forms.CharField(
        required=False,
        label="Page on Facebook",
        max_length=300,
        help_text="Its address, like https://www.facebook.com/TheirPage",
    )
    note = forms.CharField(required=False, max_length=2000, widget=forms.Textarea)

    def clean_page(self) -> str:
        typed = plain(self.cleaned_data["page"]).strip()
        try:
            return page_in(typed, settings.ADDRESSES.facebook_web) if typed else ""
        except Refused as error:
            raise forms.ValidationError(str(error)) from error

    def clean_name(self) -> str:
        return plain(self.cleaned_data["name"]).strip()

    def clean_site(self) -> str:
        site = str(self.cleaned_data["site"])
        if len(urlsplit(site).netloc) > LONGEST_HOST:
            raise forms.ValidationError("No site has a name as long as that.")
        return site

    def clean_handle(self) -> str:
        return str(self.cleaned_data["handle"]).lstrip("@")


class TheirPostForm(forms.Form):
    """A post of a peer's on Facebook, where no app may read it: by its address."""

    url = forms.URLField(
        label="Address of a post of theirs",
        max_length=1000,
        assume_scheme="https",
        error_messages={
            "required": "Paste its address: on Facebook, its date leads there.",
            "invalid": "That is no address.",
        },
    )
    text = forms.CharField(
        required=False,
        max_length=2000,
        label="What it says",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="A sentence or two, so that colleagues know what it is about.",
    )
    kind = forms.ChoiceField(choices=(("share", "share"), ("comment", "comment")))

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        if not is_there(url, settings.ADDRESSES.facebook_web):
            raise forms.ValidationError("That is no address on Facebook.")
        return url

    def clean_text(self) -> str:
        return plain(self.cleaned_data["text"]).strip()


class KindnessForm(forms.Form):
    """A kindness that passed outside the networks, or before we looked."""

    direction = forms.ChoiceField(
        choices=(("in", "They did something for us"), ("out", "We did it for them")),
        initial="in",
        widget=forms.RadioSelect,
    )
    who = forms.CharField(
        max_length=200,
        label="Who",
        widget=forms.TextInput(attrs={"list": "names", "autocomplete": "off"}),
        error_messages={"required": "Who was it? A name is enough."},
    )
    kind = forms.ChoiceField(
        choices=[
            choice
            for choice in Interaction.Kind.choices
            if choice[0] not in ("follow", "like", "quote")
        ],
        initial=Interaction.Kind.MENTION,
        label="What",
    )
    note = forms.CharField(
        max_length=300,
        required=False,
        label="In a sentence",
        help_text="What they did, so that a colleague can thank them well.",
    )
    happened_on = forms.DateField(
        required=False,
        label="When",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "A date like 2026-03-14."},
    )

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("That day has not come yet.")
        if day and day.year < FIRST_YEAR:
            raise forms.ValidationError("Nobody here can remember that day.")
        return day
