"""What the wizard asks of who connects a Page: the app's two names, and which Page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator

PAGES, HERE = "pages", "app_here"
"""What the attempt keeps: the Pages to choose from, without their tokens; the number
of the app that the Center has already."""
NUMBER = RegexValidator(r"^[0-9]+$", "It is a number, with digits only.")
SECRET = RegexValidator(r"^[\x21-\x7e]*$", "A secret has no spaces in it.")


class KeysForm(forms.Form):
    """The app's two names; empty, those of the app that the Center has already."""

    # Filled in by the frame from what the attempt was told, and never shown
    app_here = forms.CharField(required=False)
    app_id = forms.CharField(
        max_length=40,
        label="App ID",
        validators=[NUMBER],
        error_messages={"required": "The number of the app, from App settings, Basic."},
    )
    app_secret = forms.CharField(
        max_length=200,
        label="App secret",
        validators=[SECRET],
        error_messages={"required": "The secret of the app, from App settings, Basic."},
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields[HERE]
        if self.initial.get(HERE):
            for name in ("app_id", "app_secret"):
                self.fields[name].required = False


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
