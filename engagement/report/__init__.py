"""Report: counts, from the rows of a span, whether the Center gives as it takes."""

from engagement.report.cards import Card
from engagement.report.count import report
from engagement.report.deeds import Deed
from engagement.report.numbers import Line, Number, Report
from engagement.report.posts import Ours
from engagement.report.rows import KEYS, rows
from engagement.report.span import (
    Span,
    WrongSpan,
    month_of,
    span_of,
    week_of,
    year_of,
)
from engagement.report.spend import lines
from engagement.report.words import LEFT_OUT, WORDS

__all__ = [
    "KEYS",
    "LEFT_OUT",
    "WORDS",
    "Card",
    "Deed",
    "Line",
    "Number",
    "Ours",
    "Report",
    "Span",
    "WrongSpan",
    "lines",
    "month_of",
    "report",
    "rows",
    "span_of",
    "week_of",
    "year_of",
]
