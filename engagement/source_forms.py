"""What people type on the Sources page: blogs to listen to, accounts of ours."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator

# These travel in the head of a request, which takes nothing else.
PLAIN = RegexValidator(
    r"^[\x20-\x7e]*$", "It has plain letters, digits and signs only."
)


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

    platform = forms.ChoiceField(
        choices=(("twitter", "X"), ("facebook", "Facebook"), ("blog", "Blog"))
    )
    name = forms.CharField(
        max_length=300,
        label="Handle or address",
        help_text="@YourCenter for X; the address of a Page or of a WordPress blog.",
        error_messages={
            "required": "The handle on X, or the address of the Page or blog."
        },
    )
    user = forms.CharField(
        max_length=200, required=False, label="WordPress user", validators=[PLAIN]
    )
    token = forms.CharField(
        max_length=2000,
        required=False,
        label="Token or application password",
        validators=[PLAIN],
        help_text="For a Page its own, or that of a person with a role on it. Leave it "
        "empty to do everything by hand.",
        widget=forms.PasswordInput,
    )
    app_id = forms.CharField(
        max_length=40,
        required=False,
        label="Number of the Facebook app",
        validators=[PLAIN],
        help_text="Of your own app on developers.facebook.com, under Settings, Basic.",
    )
    app_secret = forms.CharField(
        max_length=200,
        required=False,
        label="Secret of the Facebook app",
        validators=[PLAIN],
        widget=forms.PasswordInput,
    )


class TokenForm(forms.Form):
    """A new token for an account that is here already; none tries the one it has."""

    user = forms.CharField(max_length=200, required=False, validators=[PLAIN])
    token = forms.CharField(max_length=2000, required=False, validators=[PLAIN])
    app_id = forms.CharField(max_length=40, required=False, validators=[PLAIN])
    app_secret = forms.CharField(max_length=200, required=False, validators=[PLAIN])
