"""What the wizard asks of who connects a Page: the app's two names, and which Page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator

PAGES = "pages"
"""The Pages to choose from, without their tokens, as the attempt keeps them."""
NUMBER = RegexValidator(r"^[0-9]+$", "It is a number, with digits only.")
SECRET = RegexValidator(r"^[\x21-\x7e]*$", "A secret has no spaces in it.")


class KeysForm(forms.Form):
    """The app's two names; empty, those of the app that the Center has already."""

    app_id = forms.CharField(
        max_length=40, required=False, label="App ID", validators=[NUMBER]
    )
    app_secret = forms.CharField(
        max_length=200,
        required=False,
        label="App secret",
        validators=[SECRET],
        widget=forms.PasswordInput,
    )
    config_id = forms.CharField(
        max_length=40,
        required=False,
        label="Configuration ID",
        validators=[NUMBER],
        help_text="Only where the app has “Facebook Login for Business”: the number of "
        "the configuration that holds the permissions.",
    )


class PageForm(forms.Form):
    """Which of the Pages it is; the attempt knows between which."""

    # Filled in by the frame from what the attempt was told, and never shown
    pages = forms.JSONField(required=False)
    page = forms.ChoiceField(
        label="Which Page?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the Pages."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields[PAGES]
        choice = self.fields["page"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 as declared above
        choice.choices = [tuple(one) for one in self.initial.get(PAGES) or ()]
