"""What people type about when the Center works, and to who comes on duty next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import Center
from accounts.zones import grouped
from engagement.days_off import countries, name_of, parts_of, split
from engagement.forms import plain
from engagement.opening_words import WEEKDAYS, Unreadable, read, write
from engagement.widgets import LongSelect
from engagement.worktime import Span

LONGEST_BREAK = timedelta(days=366)
MOST_OWED_HOURS = 200
YEARS_AHEAD = 3
A_DATE = "A date like 2026-03-14."


class HoursForm(forms.Form):
    """A week in words, a line a day; the zone; how long a thanks may take."""

    zone = forms.ChoiceField(
        widget=LongSelect,
        label="Time zone",
        error_messages={
            "invalid_choice": "There is no such time zone. Choose one from the list.",
            "required": "Choose the time zone that the Center lives by.",
        },
    )
    owed_hours = forms.IntegerField(
        label="Working hours until thanks are due",
        help_text="16 are two days of eight.",
        min_value=1,
        max_value=MOST_OWED_HOURS,
        error_messages={
            "invalid": "A number of hours, like 16.",
            "min_value": "At least one hour, or nobody could keep it.",
            "max_value": f"{MOST_OWED_HOURS} hours are the most.",
            "required": "How many working hours may a thanks take?",
        },
    )

    def __init__(self, center: Center, data: Any = None) -> None:
        super().__init__(data)
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ChoiceField)  # noqa: S101 it is, three lines up
        zone.choices = grouped(center.zone)
        for day, name in enumerate(WEEKDAYS):
            self.fields[f"day{day}"] = forms.CharField(
                label=name,
                required=False,
                max_length=120,
                widget=forms.TextInput(
                    attrs={"placeholder": "closed", "autocomplete": "off"}
                ),
            )

    @classmethod
    def of(cls, center: Center, spans: Mapping[int, tuple[Span, ...]]) -> HoursForm:
        """The form as the Center's rows fill it."""
        form = cls(center)
        form.initial = {"zone": center.zone, "owed_hours": center.owed_hours} | {
            f"day{day}": write(spans.get(day, ())) for day in range(len(WEEKDAYS))
        }
        return form

    def days(self) -> list[forms.BoundField]:
        return [self[f"day{day}"] for day in range(len(WEEKDAYS))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.spans: dict[int, tuple[Span, ...]] = {}
        for day in range(len(WEEKDAYS)):
            try:
                self.spans[day] = read(plain(data.get(f"day{day}", "")))
            except Unreadable as error:
                self.add_error(f"day{day}", str(error))
        return data


class CopyForm(forms.Form):
    """One day's hours for others, too."""

    FIVE, SEVEN = "five", "seven"
    source = forms.TypedChoiceField(
        label="Copy", coerce=int, choices=list(enumerate(WEEKDAYS))
    )
    to = forms.ChoiceField(
        label="to", choices=((FIVE, "Monday to Friday"), (SEVEN, "every day"))
    )

    def days(self) -> range:
        return range(5 if self.cleaned_data["to"] == self.FIVE else 7)


class HolidaysForm(forms.Form):
    """Whose public holidays the Center keeps."""

    country = forms.ChoiceField(
        widget=LongSelect,
        required=False,
        label="Public holidays of",
        error_messages={"invalid_choice": "We know no such country."},
    )
    part = forms.CharField(required=False, max_length=40, label="Part of the country")

    def __init__(self, kept: str, data: Any = None) -> None:
        country, part = split(kept)
        super().__init__(data, initial={"country": country, "part": part})
        chosen = self.fields["country"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 it is, above
        chosen.choices = [("", "None"), *countries().items()]
        self.kept = country
        if parts := parts_of(country):
            self.fields["part"].widget = LongSelect(
                choices=[("", "All of it"), *parts.items()]
            )
        else:
            self.fields["part"].widget = forms.HiddenInput()

    def code(self) -> str:
        """The code that was chosen; of another country its part is asked next."""
        country, part = self.cleaned_data["country"], self.cleaned_data["part"]
        return f"{country}-{part}" if part and country == self.kept else str(country)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and self.code() and not name_of(self.code()):
            self.add_error("part", "We know no such part of it.")
        return data


class ClosedDayForm(forms.Form):
    """A day off of the Center's own."""

    day = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": A_DATE, "required": "Which day?"},
    )
    name = forms.CharField(
        max_length=80,
        label="Why it is closed",
        error_messages={"required": "Say in a word or two why it is closed."},
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        today = timezone.localdate()
        if day < today:
            raise forms.ValidationError("That day is over.")
        if day.year > today.year + YEARS_AHEAD:
            raise forms.ValidationError(f"{YEARS_AHEAD} years ahead are the most.")
        return day

    def clean_name(self) -> str:
        return plain(self.cleaned_data["name"])


class BreakForm(forms.Form):
    """A break, from now until a day."""

    back_on = forms.DateField(
        label="Back on",
        help_text="The first day on which you work again.",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": A_DATE, "required": "On which day are you back?"},
    )
    reason = forms.CharField(
        max_length=120,
        label="Why",
        help_text="Your colleagues read it on every page.",
        error_messages={"required": "Say in a few words why; colleagues read it."},
    )

    def clean_back_on(self) -> date:
        day: date = self.cleaned_data["back_on"]
        if day <= timezone.localdate():
            raise forms.ValidationError("A break ends on a day to come.")
        if day > timezone.localdate() + LONGEST_BREAK:
            raise forms.ValidationError("A year is the longest break.")
        return day

    def clean_reason(self) -> str:
        return plain(self.cleaned_data["reason"])


class NoteForm(forms.Form):
    """A word for who comes on next."""

    note = forms.CharField(
        required=False,
        max_length=500,
        label="A note for who comes next",
        help_text="No names of clients, please: all colleagues read this.",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": "500 characters are the most; yours are kept."},
    )

    def clean_note(self) -> str:
        return plain(self.cleaned_data["note"])
