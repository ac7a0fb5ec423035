"""How things look everywhere: icons, faces, times, prices, and parts with a body."""

from __future__ import annotations

import zlib
from datetime import datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.money import dollars

register = template.Library()

HUES = 8
"""How many ``--hue-n`` are in tokens.css; a test checks their contrast."""

NETWORKS = {
    "twitter": ("x", "X"),
    "x": ("x", "X"),
    "facebook": ("facebook", "Facebook"),
    "blog": ("blog", "Blog"),
    "person": ("person", "In person"),
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One icon of the sprite; silent for a screen reader unless it has a label."""
    spoken = format_html('<span class="sr">{}</span>', label) if label else ""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>{}',
        name,
        spoken,
    )


@register.simple_tag
def glyph(platform: str) -> SafeString:
    """The sign of a network alone; put its name beside it, or in a ``.sr``."""
    sign = NETWORKS.get(platform, NETWORKS["person"])[0]
    return format_html(
        '<svg class="glyph" aria-hidden="true"><use href="#n-{}"/></svg>',
        sign,
    )


@register.simple_tag
def network(platform: str) -> SafeString:
    """The sign of a network with its name as text; X's sign is its name already."""
    name = network_name(platform)
    return format_html(
        '<span class="network">{}<span class="{}">{}</span></span>',
        glyph(platform),
        "sr" if name == "X" else "",
        name,
    )


@register.filter
def network_name(platform: str) -> str:
    """What people call the network."""
    return NETWORKS.get(platform, NETWORKS["person"])[1]


@register.filter
def ended(sentence: str) -> str:
    """The sentence with one full stop at its end, whether it had one or not."""
    bare = str(sentence).rstrip(". ")
    return bare if bare.endswith(("!", "?", "…")) else f"{bare}."


@register.filter
def initials(name: str) -> str:
    """Two letters for a face without a picture: of the first and the last word.

    What stands behind a comma is a degree ("Dana Whitfield, LCSW").
    """
    name = str(name).partition(",")[0] or str(name)
    words = [word for word in name.replace("@", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][:2].upper()
    return (words[0][0] + words[-1][0]).upper()


@register.filter
def hue(name: str) -> int:
    """The same colour for the same name on every machine: 1 to HUES."""
    return zlib.crc32(str(name).casefold().encode()) % HUES + 1


@register.filter
def cell(cells: list[Any], index: int) -> Any:
    """The word above a cell, for tables that become cards on a phone."""
    return cells[index]


def say(when: datetime, now: datetime) -> str:
    """A time as people say it: "today 12:00", "yesterday 16:40", "Tue 12:00".

    Both are aware, and in the zone in which the people live. Beyond six days the
    date is said, with the year where it is another.
    """
    return f"{say_day(when, now)} {when:%H:%M}"


def say_day(when: datetime, now: datetime) -> str:
    """Its day alone, in the same words."""
    days = (when.date() - now.date()).days
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}
    if days in near:
        return near[days]
    if abs(days) < 7:
        return f"{when:%a}"
    year = "" if when.year == now.year else f" {when.year}"
    return f"{when.day} {when:%b}{year}"


def here(when: datetime) -> datetime:
    """In the Center's zone; the first and the last day there is have no time there."""
    try:
        return timezone.localtime(when)
    except OverflowError:
        return when


def exact(when: datetime) -> str:
    """The whole time with its zone, for the mouse and for screen readers."""
    zone = when.tzname() or ""
    if zone[:1] in {"+", "-"}:
        zone = f"UTC{zone}"
    return f"{when:%A} {when.day} {when:%B %Y}, {when:%H:%M} {zone}"


def in_time(when: datetime, words: str, css: str = "") -> SafeString:
    """A ``<time>``: words to see, the exact time for the machine and the curious."""
    return format_html(
        '<time{} datetime="{}" title="{}" aria-label="{} ({})">{}</time>',
        format_html(' class="{}"', css) if css else "",
        when.isoformat(timespec="seconds"),
        exact(when),
        words,
        exact(when),
        words,
    )


@register.simple_tag
def ago(when: datetime | None) -> SafeString | str:
    """When something was or will be, in the Center's zone; "" where nobody knows."""
    if when is None:
        return ""
    local = here(when)
    return in_time(local, say(local, timezone.localtime()))


@register.simple_tag
def day(when: datetime | None) -> SafeString | str:
    """The day alone, of what is known by its day: "today", "Tue", "3 Nov"."""
    if when is None:
        return ""
    local = here(when)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.date().isoformat(),
        f"{local:%A} {local.day} {local:%B %Y}",
        say_day(local, timezone.localtime()),
    )


@register.simple_tag
def clock(when: datetime | None) -> SafeString | str:
    """The time of day alone, where the day goes without saying; its zone does not."""
    if when is None:
        return ""
    local = here(when)
    return in_time(local, f"{local:%H:%M}")


@register.simple_tag
def due(when: datetime | None, short: bool = False) -> SafeString | str:
    """When something is due, in words that also say that it is late.

    ``short`` is for the rows of a list, where the word "due" goes without saying.
    """
    if when is None:
        return ""
    local, now = here(when), timezone.localtime()
    words = say(local, now)
    if local < now:
        late = "overdue" if short else f"overdue since {words}"
        return in_time(local, late, "due due-late")
    css = "due due-today" if local.date() == now.date() else "due"
    return in_time(local, words if short else f"due {words}", css)


@register.simple_tag
def due_short(when: datetime | None) -> SafeString | str:
    """When something is due in a row whose card says the whole: words alone."""
    if when is None:
        return ""
    local, now = here(when), timezone.localtime()
    if local < now:
        return format_html('<span class="due due-late">{}</span>', "overdue")
    css = "due due-today" if local.date() == now.date() else "due"
    return format_html('<span class="{}">{}</span>', css, say(local, now))


@register.filter
def money(micro: int | None) -> str:
    """A sum of what was spent, in which nothing is $0.00."""
    return dollars(micro) if micro else "$0.00"


@register.filter
def price(micro: int | None) -> str:
    """Millionths of a dollar as people read them: $0.01, $0.015, $1.20; 0 is free."""
    return dollars(micro or 0)


@register.simple_block_tag
def card(content: str, title: str = "", css: str = "", level: int = 2) -> SafeString:
    """A white card around what stands inside, with a heading if it has a title."""
    return render_part("card", content, title=title, css=css, level=level)


@register.simple_block_tag
def menu(content: str, label: str, symbol: str = "", css: str = "") -> SafeString:
    """A button that opens a short list: works without scripts (a ``<details>``)."""
    return render_part("menu", content, label=label, symbol=symbol, css=css)


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> SafeString:
    """A dialog; opened by ``data-dialog="<id>"`` on a link to the same as a page."""
    return render_part("dialog", content, id=id, title=title)


def render_part(part: str, content: str, **values: Any) -> SafeString:
    """One of the parts that stand around something."""
    return render_to_string(f"parts/{part}.html", {"content": content, **values})


FEW = 14
"""So many weeks have a label each; of more, every fourth has one."""
HEIGHT = 120


@register.inclusion_tag("parts/chart.html")
def chart(
    title: str, rows: list[tuple[Any, ...]], unit: str = "kindnesses"
) -> dict[str, Any]:
    """Bars for (label, received, given) with the same numbers as a table below.

    A row may go on with the addresses where what it counts is listed.
    """
    dense = len(rows) > FEW
    top = max((max(row[1:3]) for row in rows), default=0) or 1
    step, bar = (17, 6) if dense else (64, 20)
    bars = [
        {
            "label": row[0],
            "sign": "" if dense and index % 4 else row[0],
            "came": row[1],
            "went": row[2],
            "came_url": row[3] if len(row) > 4 else "",
            "went_url": row[4] if len(row) > 4 else "",
            "x_came": index * step + (step - 2 * bar) // 2 - 1,
            "x_went": index * step + step // 2 + 1,
            "middle": index * step + step // 2,
            "h_came": round(row[1] / top * HEIGHT),
            "h_went": round(row[2] / top * HEIGHT),
            "y_came": HEIGHT - round(row[1] / top * HEIGHT) + 16,
            "y_went": HEIGHT - round(row[2] / top * HEIGHT) + 16,
        }
        for index, row in enumerate(rows)
    ]
    return {
        "title": title,
        "unit": unit,
        "bars": bars,
        "bar": bar,
        "dense": dense,
        "round": 1 if dense else 3,
        "width": max(len(rows) * step, step * 6),
        "floor": HEIGHT + 16,
    }
