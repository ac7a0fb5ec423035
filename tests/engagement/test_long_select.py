"""A choice of hundreds: the same to a browser as Django's own, and light."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms

from engagement.hours_forms import HolidaysForm, HoursForm
from engagement.widgets import LongSelect

CHOICES = [
    ("", "None"),
    ("Europe & <Asia>", [("a'b", 'Said "so"'), ("two", "<b>Two</b>")]),
    ("GB", "United Kingdom"),
    (7, "Seven"),
]


class Seen(HTMLParser):
    """What a browser reads: the tags in order, and the words between them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((tag, "ends"))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append(("words", data.strip()))


def seen(html: str) -> list[tuple[str, Any]]:
    reader = Seen()
    reader.feed(html)
    return reader.found


@pytest.mark.parametrize("value", ["", None, "two", "a'b", "GB", "7", 7, "gone"])
@pytest.mark.parametrize(
    "attrs",
    [{}, {"id": "id_zone", "required": True, "aria-describedby": 'x" y'}],
)
def test_a_browser_reads_what_djangos_own_would_say(
    value: Any, attrs: dict[str, Any]
) -> None:
    ours = LongSelect(choices=CHOICES).render("zone", value, dict(attrs))
    theirs = forms.Select(choices=CHOICES).render("zone", value, dict(attrs))
    assert seen(ours) == seen(theirs)


def test_a_form_ties_it_to_its_error() -> None:
    class Asking(forms.Form):
        zone = forms.ChoiceField(widget=LongSelect, choices=[("a", "A")])

    said = str(Asking({"zone": "b"})["zone"])
    assert 'aria-invalid="true"' in said
    assert 'aria-describedby="id_zone_error"' in said


def test_the_long_choices_of_hours_are_written_in_one_go() -> None:
    chosen = HoursForm.base_fields["zone"], HolidaysForm.base_fields["country"]
    assert all(isinstance(field.widget, LongSelect) for field in chosen)
