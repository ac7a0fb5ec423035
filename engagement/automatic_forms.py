"""What a supervisor confirms before thanks may leave by themselves."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from engagement.rules.automatic import MOST_A_DAY, Allowed

MOST = 50


class SwitchOnForm(forms.Form):
    """A box for each thing that the network asks for, and the most a day."""

    cap = forms.IntegerField(
        min_value=1,
        max_value=MOST,
        initial=MOST_A_DAY,
        label="At most so many a day",
    )

    def __init__(
        self, data: QueryDict | None = None, *, row: Allowed, account: int
    ) -> None:
        super().__init__(data, auto_id=f"{row.kind}-{account}-%s")
        self.row = row
        for number, sentence in enumerate(row.confirm, 1):
            self.fields[f"confirmed_{number}"] = forms.BooleanField(
                label=sentence,
                error_messages={
                    "required": "Tick this to confirm; without it, it stays off."
                },
            )
