"""What the wizard asks of who connects X: the handle, the money, the app's keys."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from accounts.names import handle_in
from accounts.platforms.base import Refused

# These travel in the head of a request, which takes nothing else.
PLAIN = RegexValidator(
    r"^[\x21-\x7e]*$", "A key has letters, digits and signs only, and no spaces."
)
OWN, OTHER = "own", "other"
MICRO = 1_000_000


class WhoForm(forms.Form):
    """Which account it is to be, so that nobody connects their own by mistake."""

    fixed = ("handle",)

    handle = forms.CharField(
        max_length=200,
        label="The Center’s handle on X",
        help_text="Like @YourCenter. X is asked at the end whether it is this one.",
        error_messages={"required": "The Center’s handle on X. Like @YourCenter."},
    )

    def clean_handle(self) -> str:
        try:
            return handle_in(self.cleaned_data["handle"])
        except Refused as error:
            raise forms.ValidationError(str(error)) from error


class MoneyForm(forms.Form):
    """The Center's own limit: X's is the wall, this one is the brake before it."""

    budget = forms.IntegerField(
        min_value=0,
        max_value=100_000,
        label="Our own limit a month, in US dollars",
        help_text="At four fifths of it reading slows and then stops; the rest is kept "
        "for answers to people. 0 is no limit of ours.",
        initial=25,
        error_messages={
            "required": "A whole number of dollars; 0 is no limit.",
            "invalid": "A whole number of dollars; 0 is no limit.",
        },
    )


class _AppForm(forms.Form):
    owner = forms.ChoiceField(
        choices=(
            (OWN, "The Center’s account itself"),
            (OTHER, "Another account or person"),
        ),
        initial=OWN,
        label="Who owns the app?",
        help_text="Reading what is ours costs a tenth where the account owns its app.",
        widget=forms.RadioSelect,
        required=False,
    )


def _key(label: str, hint: str, **more: Any) -> forms.CharField:
    return forms.CharField(
        max_length=500,
        label=label,
        help_text=hint,
        validators=[PLAIN],
        error_messages={"required": f"Paste the {label} from X’s developer console."},
        **more,
    )


class ClientForm(_AppForm):
    """The app's two names for OAuth 2."""

    client_id = _key("Client ID", "About 34 letters and digits.")
    client_secret = _key(
        "Client Secret",
        "Shown once by X; it can be made anew there. Kept encrypted here.",
        widget=forms.PasswordInput,
    )
    field_order = ("client_id", "client_secret", "owner")


class KeysForm(_AppForm):
    """The four keys of OAuth 1."""

    api_key = _key("API Key", "Also called consumer key.")
    api_secret = _key(
        "API Key Secret", "Kept encrypted here.", widget=forms.PasswordInput
    )
    access_token = _key(
        "Access Token", "Begins with the account’s number and a hyphen."
    )
    access_secret = _key(
        "Access Token Secret", "Kept encrypted here.", widget=forms.PasswordInput
    )
    field_order = ("api_key", "api_secret", "access_token", "access_secret", "owner")
