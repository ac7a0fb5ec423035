"""What people tell about themselves, and owners about a Center: their forms."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.text import slugify

from accounts.models import Center, Member, User
from accounts.zones import grouped

STRONG = (
    "At least ten characters. Four words that never stood together are strong, and "
    "easy to keep in mind."
)
Typed = dict[str, Any]


def new_password() -> forms.CharField:
    """The field for a password that somebody chooses."""
    box = forms.PasswordInput(
        attrs={"autocomplete": "new-password", "data-strength": "", "minlength": "10"}
    )
    # A password may begin or end with a space.
    return forms.CharField(
        label="Password", widget=box, strip=False, help_text=STRONG, max_length=256
    )


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey of this device, or of a key on the key ring."""

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label, name.help_text = "Name", "By which you know it in the list."
        alone.label, alone.initial = "Sign in with it alone, without the password", True
        alone.help_text = "It then asks for your finger, your face, or its own number."


def own_name() -> forms.CharField:
    """The field for what colleagues call somebody."""
    return forms.CharField(
        label="Your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="What your colleagues read beside what you did.",
    )


class NameForm(forms.Form):
    """What colleagues read."""

    name = own_name()


class PersonForm(forms.Form):
    """A new person, whose address is known: name and a strong password."""

    name = own_name()
    password = new_password()

    def __init__(self, *args: Any, email: str = "", **how: Any) -> None:
        super().__init__(*args, **how)
        self.known_by = email

    def clean(self) -> Typed:
        typed: Typed = super().clean() or {}
        who = User(
            email=typed.get("email") or self.known_by, name=typed.get("name", "")
        )
        try:
            get_adapter().clean_password(typed.get("password", ""), who)
        except forms.ValidationError as error:
            if "password" in typed:
                self.add_error("password", error)
        return typed


class CenterForm(forms.Form):
    """A new Center."""

    center = forms.CharField(
        label="Name of the Center",
        max_length=120,
        help_text="As people know it: Center for Social Work.",
    )
    zone = forms.ChoiceField(
        label="Time zone",
        initial="America/New_York",
        help_text="Opening hours and due times are told in it.",
    )

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["zone"].choices = grouped("UTC")  # type: ignore[attr-defined]

    def clean_center(self) -> str:
        name: str = self.cleaned_data["center"]
        if not slugify(name):
            raise forms.ValidationError("The name needs a letter or a digit.")
        return name


class SetupForm(CenterForm, PersonForm):
    """The first Center, and its first owner."""

    email = forms.EmailField(
        label="Your e-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="You sign in by it.",
    )
    field_order = ("name", "email", "password", "center", "zone")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(
                "Somebody signs in by this address already. If it is you: sign in, "
                "then open the link again."
            )
        return email


class InviteForm(forms.Form):
    """Whom an owner invites, as what."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="The letter with the link goes there. Their work address is best.",
    )
    name = forms.CharField(
        label="Name", max_length=120, required=False, help_text="They can change it."
    )
    role = forms.ChoiceField(
        label="Role", choices=Member.Role.choices, initial=Member.Role.POSTER
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class SecondFactorForm(forms.Form):
    """From which role on a password alone does not open the Center's pages."""

    least = forms.ChoiceField(
        label="Who must have a second factor",
        choices=Center.SecondFactor.choices,
        widget=forms.RadioSelect,
    )
