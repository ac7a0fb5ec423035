"""The report of a span: whether the Center gives as much as it takes."""

from __future__ import annotations

import csv
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, member_required
from accounts.models import Center
from engagement.calendar import week_of as working_week
from engagement.report import (
    LEFT_OUT,
    Report,
    Span,
    WrongSpan,
    month_of,
    report,
    span_of,
    week_of,
    year_of,
)
from engagement.views.figures import (
    Shown,
    address,
    said,
    shares,
    shown,
    shown_line,
    table,
)

TOP = 20
"""Organizations on the page; the file has all of them."""
BECAME = ("seen", "said", "nothing", "open", "passed")


def asked_span(request: MemberRequest) -> Span:
    """The span that the address names. Raises WrongSpan with a sentence."""
    return span_of(
        request.GET.get("from", ""),
        request.GET.get("to", ""),
        zone=request.center.tz,
        today=timezone.localdate(),
    )


def made(center: Center, span: Span) -> Report:
    """Counted now, by the Center's hours as they are now."""
    week = working_week(center, since=span.begin)
    return report(center, span, week, timezone.now())


def wrong(request: MemberRequest, error: WrongSpan) -> HttpResponse:
    """The form with what was typed, and what is wrong with it."""
    context = {
        "error": str(error),
        "asked": {"from": request.GET.get("from"), "to": request.GET.get("to")},
        "tabs": usual(request.center, None),
    }
    return render(request, "engagement/report.html", context, status=400)


@member_required
@require_safe
@never_cache
def page(request: MemberRequest) -> HttpResponse:
    """The report of the span that the address names."""
    try:
        span = asked_span(request)
    except WrongSpan as error:
        return wrong(request, error)
    context = {
        **frame(request.center, span),
        **body(request.center, made(request.center, span)),
        "csv_url": address(request.center, span, "report_csv"),
    }
    return render(request, "engagement/report.html", context)


def frame(center: Center, span: Span) -> Shown:
    """The days in words, and the ways to others."""
    return {
        "span": span,
        "said": said(span),
        "zone": str(span.zone),
        "asked": {"from": span.first.isoformat(), "to": span.last.isoformat()},
        "before": {"said": said(span.before()), "url": address(center, span.before())},
        "after": {"said": said(span.after()), "url": address(center, span.after())},
        "tabs": usual(center, span),
        "left_out": LEFT_OUT,
    }


def usual(center: Center, span: Span | None) -> list[Shown]:
    """The spans that people ask for most."""
    today = timezone.localdate()
    week, month = week_of(today, center.tz), month_of(today, center.tz)
    year = year_of(today, center.tz)
    known = (
        ("This week", week),
        ("Last week", week.before()),
        ("This month", month),
        ("Last month", month.before()),
        ("This year", year),
    )
    return [
        {"label": label, "url": address(center, one), "current": one == span}
        for label, one in known
    ]


def body(center: Center, found: Report) -> Shown:
    """The numbers, part by part."""
    span = found.span

    def line(one: Any) -> Shown:
        return shown_line(center, span, one)

    numbers = {one.of: shown(center, span, one) for one in found.thanks.numbers}
    became = [numbers[of] for of in BECAME if of in numbers]
    posts = line(found.posts)["numbers"]
    rest = [one for one in found.organizations if "group" in one.numbers[0].narrow]
    named = [one for one in found.organizations if one not in rest]
    return {
        "thanks": numbers,
        "became": became,
        "became_shares": shares(became),
        "reasons": line(found.reasons)["numbers"],
        "passed": line(found.passed)["numbers"],
        **_weeks(center, found),
        "organizations": [line(one) for one in named[:TOP]],
        "more_organizations": len(named) - TOP,
        "others": [line(one) for one in rest],
        "posts": posts,
        "posts_shares": shares(posts),
        "accounts": [line(one) for one in found.accounts],
        "members": [line(one) for one in found.members],
        "spent": shown(center, span, found.spent),
    }


def _weeks(center: Center, found: Report) -> Shown:
    """The chart: no bar for a week that has not come, as nothing says it is empty."""
    today = timezone.localdate()
    spans = found.span.weeks
    begun = [
        _week(shown_line(center, found.span, one))
        for week, one in zip(spans, found.weeks, strict=True)
        if week.first <= today
    ]
    on = any(week.first <= today < week.last for week in spans)
    said = "By week; the last one is not over" if on else "By week"
    return {"weeks": begun, "weeks_said": said}


def _week(line: Shown) -> tuple[str, int, int, str, str]:
    """As the chart wants it: label, received, given, and where each is listed."""
    came, went = line["numbers"]
    return line["name"], came["value"], went["value"], came["url"], went["url"]


@member_required
@require_safe
@never_cache
def csv_file(request: MemberRequest) -> HttpResponse:
    """The same numbers for a spreadsheet, a row each."""
    try:
        span = asked_span(request)
    except WrongSpan as error:
        return wrong(request, error)
    name = f"report-{request.center.slug}-{span.first}-{span.last}.csv"
    answer = HttpResponse(
        # Spreadsheets take a file without this mark for one of another alphabet.
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    csv.writer(answer).writerows(table(made(request.center, span)))
    return answer
