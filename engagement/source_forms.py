"""What people type on the Sources page: blogs to listen to."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import Account


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


class ListForm(forms.Form):
    """A list of peers on X, read by one of our accounts."""

    account = forms.TypedChoiceField(label="Read by", coerce=int)
    number = forms.CharField(
        label="Address of the list, or its number",
        max_length=200,
        help_text="https://x.com/i/lists/… of a list that it made or follows.",
        error_messages={"required": "Paste the address of the list."},
    )
    title = forms.CharField(label="What we call it", max_length=120, required=False)

    def __init__(self, *args: Any, accounts: list[Account], **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "list_%s", **more})
        self.fields["account"].choices = [  # type: ignore[attr-defined]
            (one.pk, str(one)) for one in accounts
        ]

    def clean_number(self) -> str:
        """Only digits, of an address too."""
        typed = str(self.cleaned_data["number"]).strip().rstrip("/")
        number = typed.rpartition("/")[2]
        if not (number.isascii() and number.isdigit() and len(number) <= 20):
            raise forms.ValidationError(
                "That is no list. Like https://x.com/i/lists/1234567890"
            )
        return number
