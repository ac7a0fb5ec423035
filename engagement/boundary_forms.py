"""What supervisors and owners type about boundaries."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import Account, Center
from engagement.forms import plain
from engagement.models import Rule
from engagement.rules.ways_to_reach import country_of, own_of

LONGEST_TEXT = 10_000
LONGEST_LIST = 100_000
MOST_A_DAY = 1000
KINDS = (
    ("reply", "Replies"),
    ("mention", "Public thanks"),
    ("comment", "Comments"),
    ("share", "Posts passed on"),
    ("post", "Posts of our own"),
    ("follow", "Follows"),
)
"""What leaves, by the verb that does it."""


class QuietForm(forms.Form):
    """From when until when nothing leaves by itself; both empty: at no time."""

    begin = forms.TimeField(
        required=False,
        label="From",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "A time like 22:00."},
    )
    end = forms.TimeField(
        required=False,
        label="Until",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "A time like 07:00."},
    )

    @classmethod
    def of(cls, center: Center) -> QuietForm:
        return cls(initial={"begin": center.quiet_from, "end": center.quiet_to})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begin, end = data.get("begin"), data.get("end")
        if self.errors:
            return data
        if (begin is None) != (end is None):
            self.add_error("end", "Say both, or leave both empty.")
        elif begin is not None and begin == end:
            self.add_error("end", "That would be all day, or never. Take a break.")
        return data


class CapsForm(forms.Form):
    """The most of each kind that leaves as one account on one day."""

    def __init__(self, account: Account, data: Any = None) -> None:
        super().__init__(data, auto_id=f"a{account.pk}_%s")
        rules = Rule.objects.filter(center=account.center_id, account=account)
        kept = dict(rules.values_list("kind", "cap"))
        for kind, label in KINDS:
            self.fields[kind] = forms.IntegerField(
                required=False,
                min_value=0,
                max_value=MOST_A_DAY,
                label=label,
                initial=kept.get(kind),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                error_messages={
                    "invalid": "A number, or nothing.",
                    "max_value": f"At most {MOST_A_DAY}; leave it empty for no limit.",
                    "min_value": "0 or more.",
                },
            )


class OwnForm(forms.Form):
    """A number or an address of ours, which may stand in a text."""

    own = forms.CharField(
        max_length=80,
        label="A number or an address of ours",
        help_text="Like (212) 555-0123, help@center.org, or @center.org for all there.",
        error_messages={"required": "Type a number or an address."},
    )

    def __init__(self, center: Center, data: Any = None) -> None:
        super().__init__(data)
        self.country = country_of(center.holidays_of, center.zone)

    def clean_own(self) -> str:
        found = own_of(plain(self.cleaned_data["own"]), self.country)
        if not found:
            raise forms.ValidationError(
                "That is no number and no address. Write a number with its +1."
            )
        return found


class TryForm(forms.Form):
    """A text, to see whether it would be held."""

    text = forms.CharField(
        max_length=LONGEST_TEXT,
        label="A text",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Type or paste a text."},
    )

    def clean_text(self) -> str:
        return plain(self.cleaned_data["text"])


class NamesForm(forms.Form):
    """Names, a line each, and how they are kept."""

    names = forms.CharField(
        max_length=LONGEST_LIST,
        label="Names, a line each",
        help_text="One to four words, as “Ana Cruz”. Titles and middle initials do not "
        "count. A first name alone holds every text with that name in it.",
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={"required": "Type at least one name."},
    )
    kept = forms.ChoiceField(
        label="How they are kept",
        choices=(
            ("hash", "As a fingerprint only: nobody can read the name here again"),
            ("readable", "Readable for owners, sealed in the database"),
        ),
        initial="hash",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the two."},
    )

    def clean_names(self) -> list[str]:
        lines = plain(self.cleaned_data["names"]).split("\n")
        return [line.strip() for line in lines if line.strip()]
