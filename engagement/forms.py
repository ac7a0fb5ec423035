"""What people type, checked before any verb is called. Nothing typed is ever lost."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from accounts.platforms.base import ModeKind
from engagement.aim import Way
from engagement.models import Contact, Interaction, Suggestion

LONGEST = 10_000
LONGEST_HOST = 200
FIRST_YEAR = 1900
# These travel in the head of a request, which takes nothing else.
PLAIN = RegexValidator(
    r"^[\x20-\x7e]*$", "It has plain letters, digits and signs only."
)


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
        if self.chosen.needs_text and "text" in data:
            self._fits(data["text"].strip())
        return data

    def _fits(self, text: str) -> None:
        assert self.chosen is not None  # noqa: S101 clean() saw to it
        if not text:
            self.add_error("text", "Write something first; an empty text says nothing.")
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
    note = forms.CharField(required=False, max_length=2000, widget=forms.Textarea)

    def clean_name(self) -> str:
        return plain(self.cleaned_data["name"]).strip()

    def clean_site(self) -> str:
        site = str(self.cleaned_data["site"])
        if len(urlsplit(site).netloc) > LONGEST_HOST:
            raise forms.ValidationError("No site has a name as long as that.")
        return site

    def clean_handle(self) -> str:
        return str(self.cleaned_data["handle"]).lstrip("@")


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


class FeedForm(forms.Form):
    """A blog to listen to: its address or its feed's."""

    url = forms.URLField(
        label="Address of the blog or feed",
        max_length=1000,
        assume_scheme="https",
        error_messages={
            "required": "Paste the address of a blog, or of its feed.",
            "invalid": "That is no address. Like https://example.org/blog",
        },
    )


class AccountForm(forms.Form):
    """One of our accounts: by hand alone, or with a key of its own."""

    platform = forms.ChoiceField(choices=(("twitter", "X"), ("blog", "Blog")))
    name = forms.CharField(
        max_length=300,
        label="Handle or address",
        help_text="@YourCenter for X, https://… for a WordPress blog.",
        error_messages={"required": "The handle on X, or the blog's address."},
    )
    user = forms.CharField(
        max_length=200, required=False, label="WordPress user", validators=[PLAIN]
    )
    token = forms.CharField(
        max_length=2000,
        required=False,
        label="Token or application password",
        validators=[PLAIN],
        help_text="Leave it empty to do everything by hand.",
        widget=forms.PasswordInput,
    )


class TokenForm(forms.Form):
    """A new token for an account that is here already; none tries the one it has."""

    user = forms.CharField(max_length=200, required=False, validators=[PLAIN])
    token = forms.CharField(max_length=2000, required=False, validators=[PLAIN])
