"""What people say of hands: whose, how, since when."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from accounts.hands import hows_on
from accounts.models import Account, Member


class HandsForm(forms.Form):
    """Who may act for an account; a poster says it of themselves alone."""

    member = forms.TypedChoiceField(
        label="Who",
        coerce=int,
        error_messages={"invalid_choice": "That is nobody of this Center."},
    )
    how = forms.ChoiceField(
        label="How",
        error_messages={"invalid_choice": "Choose one of the ways in the list."},
    )
    since = forms.DateField(
        label="Since",
        required=False,
        help_text="Empty is today.",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "A day like 2026-11-03, or nothing for today."},
    )

    def __init__(
        self,
        *args: Any,
        account: Account,
        by: Member,
        people: list[Member],
        **more: Any,
    ) -> None:
        super().__init__(*args, **{"auto_id": f"a{account.pk}_%s", **more})
        self.account = account
        self.fields["how"].choices = hows_on(account.platform)  # type: ignore[attr-defined]
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            (one.pk, "Me" if one.pk == by.pk else str(one)) for one in people
        ]
        if not by.supervises:
            self.fields["member"].widget = forms.HiddenInput()
            self.initial["member"] = by.pk

    def clean_since(self) -> datetime | None:
        """The beginning of that day where the Center is; not one that is to come."""
        told: date | None = self.cleaned_data["since"]
        if told is None:
            return None
        if told > timezone.localdate():
            raise forms.ValidationError("That day has not come yet.")
        return datetime.combine(told, time(), timezone.get_current_timezone())
