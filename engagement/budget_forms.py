"""What people type on the budget page."""

from __future__ import annotations

from django import forms

MOST = 100_000


class LimitForm(forms.Form):
    """A month's limit in US dollars; nothing is no limit."""

    limit = forms.DecimalField(
        label="Limit a month, in US dollars",
        required=False,
        min_value=0,
        max_value=MOST,
        decimal_places=2,
        help_text="25 or 25.50. Empty is no limit.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "invalid": "That is no sum of money. Like 25 or 25.50",
            "min_value": "A limit cannot be less than nothing.",
            "max_value": "That is more than anybody spends here: at most 100,000.",
            "max_decimal_places": "At most two digits after the point: cents.",
        },
    )

    @property
    def micro(self) -> int:
        """In millionths of a dollar; 0 is no limit."""
        return int((self.cleaned_data["limit"] or 0) * 1_000_000)


class CostForm(forms.Form):
    """So many new things a day, for "what would this cost"."""

    a_day = forms.IntegerField(
        label="New things a day",
        min_value=0,
        max_value=10_000,
        help_text="Posts of peers, mentions or followers, whichever you look at.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": "How many a day? A number like 10.",
            "invalid": "How many a day? A number like 10.",
            "min_value": "A number from 0 on.",
            "max_value": "At most 10,000 a day.",
        },
    )
