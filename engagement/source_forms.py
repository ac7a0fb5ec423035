"""What people type on the Sources page: blogs to listen to."""

from __future__ import annotations

from django import forms


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
