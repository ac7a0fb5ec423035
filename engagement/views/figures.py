"""How a number of the report is written and linked, on the page and in a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import Center
from accounts.models.account import Network
from engagement.report import Line, Number, Report, Span

MICRO = Decimal(1_000_000)
CENT = Decimal("0.01")
NONE = "–"
# What begins a formula in a spreadsheet; a name out there may begin like that.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Shown = dict[str, Any]


def query(span: Span) -> dict[str, str]:
    """The span as an address has it."""
    return {"from": span.first.isoformat(), "to": span.last.isoformat()}


def address(center: Center, span: Span, page: str = "report") -> str:
    """Where a page of the report on these days is."""
    return f"{reverse(page, args=[center.slug])}?{urlencode(query(span))}"


def rows_address(center: Center, span: Span, number: Number) -> str:
    """Where the rows of a number are listed."""
    asked = {"of": number.of, **query(number.span or span), **number.narrow}
    return f"{reverse('report_rows', args=[center.slug])}?{urlencode(asked)}"


def written(number: Number) -> str:
    """A number as people read it."""
    if number.value is None:
        return NONE
    if number.of == "spent":
        dollars = Decimal(int(number.value)) / MICRO
        small = 0 < dollars < CENT
        return "under $0.01" if small else f"${dollars.quantize(CENT)}"
    unit = number.word.unit
    return f"{number.value:n} {unit}" if unit else f"{int(number.value)}"


def plain(number: Number) -> str:
    """A number as a spreadsheet reads it; money in dollars."""
    if number.value is None:
        return ""
    if number.of == "spent":
        return f"{Decimal(int(number.value)) / MICRO:f}"
    return f"{number.value:g}" if number.word.unit else f"{int(number.value)}"


def shown(center: Center, span: Span, number: Number) -> Shown:
    """All that a template needs of a number."""
    return {
        "of": number.of,
        "text": written(number),
        "value": number.value or 0,
        "label": number.label or number.word.label,
        "meaning": number.word.meaning,
        "more": f"of {number.out_of}" if number.out_of else "",
        "url": rows_address(center, span, number) if number.value is not None else "",
    }


def shown_line(center: Center, span: Span, line: Line) -> Shown:
    """A line with its numbers."""
    return {
        "name": line.name,
        "platform": line.platform,
        "numbers": [shown(center, span, one) for one in line.numbers],
    }


def shares(numbers: Sequence[Shown]) -> list[Shown]:
    """How a whole is shared out among these, in percent from the left."""
    whole = sum(one["value"] for one in numbers)
    found, reached = [], 0.0
    for one in numbers:
        if one["value"]:
            width = 100 * one["value"] / whole
            found.append(
                {"of": one["of"], "x": f"{reached:.2f}", "width": f"{width:.2f}"}
            )
            reached += width
    return found


HEAD = ("part", "name", "figure", "number", "unit", "meaning", "from", "to", "zone")


def table(report: Report) -> list[tuple[str, ...]]:
    """Every number a row, with what it means and its days."""
    found: list[tuple[str, ...]] = [HEAD]
    for part, lines in report.parts():
        for line in lines:
            for number in line.numbers:
                span = number.span or report.span
                found.append(
                    (
                        part,
                        plain_cell(_name(line)),
                        plain_cell(number.label or number.word.label),
                        plain(number),
                        number.word.unit,
                        number.word.meaning,
                        span.first.isoformat(),
                        span.last.isoformat(),
                        str(span.zone),
                    )
                )
    return found


def _name(line: Line) -> str:
    """With its network, for a Page and a blog may bear the same name."""
    if line.platform in ("", Network.PERSON):
        return line.name
    return f"{line.name} ({Network(line.platform).label})"


def plain_cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def said(span: Span) -> str:
    """The days in words: a month by its name, others by the first and the last."""
    first, last = span.first, span.last
    if span.is_month:
        return f"{first:%B} {first.year}"
    if first == last:
        return f"{first:%A}, {_day(first)} {first.year}"
    begin = _day(first) if first.year == last.year else f"{_day(first)} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        begin = f"{first.day}"
    return f"{begin} to {_day(last)} {last.year}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"
