"""The forms that every path shares: the choice of a way, and whose hands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from accounts.hands import hows_on
from accounts.models import Account, Attempt, Member

from . import store
from .steps import Step

EARLIEST = date(2004, 1, 1)
KEEPS = "Leave it empty to keep what you typed before."


class Nothing(forms.Form):
    """Of a step that asks for nothing: it carries what went wrong."""


def bound(step: Step, attempt: Attempt, data: Mapping[str, Any] | None) -> forms.Form:
    """The step's form with what was typed before; no secret is shown again.

    What its ``fixed`` names cannot be changed while an account is connected again.
    """
    told = store.told(attempt)
    kind = step.form or Nothing
    # A PasswordInput renders no value, whatever it is given.
    form = kind(data, initial=told)
    for name, field in form.fields.items():
        if _secret(field) and told.get(name):
            field.required, field.help_text = False, KEEPS
        if attempt.account and name in told and name in getattr(kind, "fixed", ()):
            field.disabled = True
    return form


def said(form: forms.Form, attempt: Attempt) -> dict[str, Any]:
    """What a valid form says, an empty secret as it was typed before."""
    told, cleaned = store.told(attempt), dict(form.cleaned_data)
    for name, field in form.fields.items():
        if _secret(field) and not cleaned.get(name):
            cleaned[name] = told.get(name, "")
    return cleaned


def _secret(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.PasswordInput)


class HandsForm(forms.Form):
    """Who may act for this account on the network, and how."""

    def __init__(
        self, account: Account, members: Iterable[Member], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = list(members)
        today = timezone.localdate()
        self.fields["since"] = forms.DateField(
            initial=today,
            required=False,
            label="Since when?",
            validators=[
                MinValueValidator(EARLIEST, "There was no such account yet."),
                MaxValueValidator(today, "That day is still to come."),
            ],
            error_messages={"invalid": "A day, like 2026-09-01."},
            widget=forms.DateInput({"type": "date", "max": today.isoformat()}),
        )
        hows = hows_on(account.platform)
        self.usual = hows[0][0]
        for one in self.members:
            self.fields[f"may{one.pk}"] = forms.BooleanField(
                required=False, label=one.name
            )
            self.fields[f"how{one.pk}"] = forms.ChoiceField(
                choices=hows, required=False, label=f"How {one.name} acts there"
            )

    @property
    def lines(self) -> list[tuple[Member, forms.BoundField, forms.BoundField]]:
        """(member, the tick, the choice of how) for the page."""
        return [
            (one, self[f"may{one.pk}"], self[f"how{one.pk}"]) for one in self.members
        ]

    def since(self) -> datetime | None:
        """The day that was typed, at noon where the Center is; none is from now on."""
        day = self.cleaned_data["since"]
        if day is None or day >= timezone.localdate():
            return None
        return timezone.make_aware(datetime.combine(day, time(12)))

    def chosen(self) -> list[tuple[Member, str]]:
        """(member, how) of those ticked; of a valid form."""
        return [
            (one, self.cleaned_data[f"how{one.pk}"] or self.usual)
            for one in self.members
            if self.cleaned_data[f"may{one.pk}"]
        ]
