"""Texts of strangers that mean harm, in every column that holds a stranger's text."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone

from accounts.models import Account
from engagement.models import (
    Attention,
    Contact,
    Delivery,
    Interaction,
    Linkback,
    Post,
    Profile,
    Suggestion,
    Watch,
)
from tests.engagement.rows import (
    Town,
    follow,
    follow_owed,
    in_need,
    mention,
    own_watch,
    peer,
    queued,
    wrote,
)

CANARY = "https://canary.invalid"
MARKER = "Zyx"
PIECES = (
    f"{MARKER}<script>ran(1)</script>",
    f'{MARKER}"><img src=x onerror=ran(2)>',
    f"{MARKER}'><svg onload=ran(3)><set onbegin=ran(31)>",
    f"{MARKER}</textarea></title></script><script>ran(4)</script>",
    f'{MARKER}<a href="javascript:ran(5)" autofocus onfocus=ran(51)>x</a>',
    f'{MARKER}<img srcset="{CANARY}/s 1x" src={CANARY}/i>',
    f'{MARKER}<b style="background:url({CANARY}/u);position:fixed;inset:0">',
    f'{MARKER}" onmouseover=ran(6) autofocus onfocus=ran(7) x="',
    f'{MARKER}<iframe srcdoc="<script>parent.ran(8)</script>">',
    f"{MARKER}--><!--><script>ran(9)</script>",
    f'{MARKER}\' hx-get="{CANARY}/h" hx-trigger="load" data-hx-on:load="ran(10)"',
    f"{MARKER}<link rel=stylesheet href={CANARY}/c><style>@import'{CANARY}/d'",
    f"{MARKER}{{{{ 7|add:7 }}}}{{% debug %}}{{% csrf_token %}}",
    f"{MARKER}<meta http-equiv=refresh content='0;url={CANARY}/m'><base href={CANARY}>",
    f"{MARKER}\u202egnp.exe\u2066 \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628",
    f"{MARKER}" + "W" * 150,
)
ADDRESSES = (
    "javascript:ran(20)",
    " JaVaScRiPt:ran(21)//",
    "data:text/html,<script>ran(22)</script>",
    'https://x.example/"><script>ran(23)</script>',
    "vbscript:ran(24)",
)
LONG = " ".join(PIECES) + " " + "L" * 10_000
TEXTS: dict[type[models.Model], tuple[str, ...]] = {
    Contact: ("name", "note"),
    Profile: ("handle", "name", "bio", "url", "avatar_url"),
    Post: ("title", "text", "html", "url"),
    Interaction: ("note",),
    Suggestion: ("draft",),
    Delivery: ("text", "error", "receipt_url"),
    Attention: ("what_done",),
    Linkback: ("source", "target", "error"),
    Watch: ("title", "error"),
    Account: ("handle", "title", "web_url", "held_reason", "answer"),
}
"""Columns that hold what somebody outside, or their network, wrote."""
OURS: dict[type[models.Model], set[str]] = {
    Suggestion: {"reason"},
    Delivery: {"verb", "target_key", "text_key", "hold_reason", "error_code"}
    | {"receipt_key", "evidence"},
    Post: {"key", "url_key", "language", "conversation_key", "reply_to_key"}
    | {"quotes_key", "shares_key"},
    Profile: {"host", "external_id"},
    Interaction: {"key", "about_key"},
    Linkback: {"key", "how"},
    Watch: {"target_key", "url_key", "etag", "modified"},
    Account: {"host", "external_id", "tokens"},
}
"""Keys and words that we make; a reason has their name, and is planted with it."""


def plant(here: Town) -> list[int]:
    """A Center with a row of everything, all of it hostile; the ids there are."""
    own_watch(here)
    Watch.objects.create(
        center=here.center, kind="feed", target_key="https://peer.example/feed/"
    )
    for state in ("queued", "held", "unconfirmed", "by_hand", "sent", "failed"):
        line = queued(here, mention(here))
        mode = "hand" if state == "by_hand" else "api"
        Delivery.objects.filter(pk=line.pk).update(state=state, mode=mode)
    for kind in ("organization", "unknown"):
        mention(here, by=peer(here.center, kind))
    follow(here)
    follow_owed(here)
    for kind in ("comment", "share"):
        wrote(here, "x", by=peer(here.center, "organization"), kind=kind)
    in_need(here)
    Post.objects.update(peer=True, published_at=timezone.now() - timedelta(hours=3))
    for way in ("in", "out"):
        Linkback.objects.create(
            center=here.center,
            account=here.x,
            direction=way,
            state="done",
            key=way,
            source="https://a.example",
            target="https://b.example",
        )
    for model, columns in TEXTS.items():
        for number, row in enumerate(model._default_manager.order_by("pk")):
            told = {one: _piece(model, one, number) for one in columns}
            model._default_manager.filter(pk=row.pk).update(**told)
    Suggestion.objects.update(reason=PIECES[0] + PIECES[1])
    # A held account's page says why; the rest are as they were.
    ids = {
        pk
        for model in TEXTS
        for pk in model._default_manager.values_list("pk", flat=True)
    }
    return sorted(ids)


def _piece(model: type[models.Model], column: str, number: int) -> str:
    field = model._meta.get_field(column)
    assert isinstance(field, models.Field)
    if isinstance(field, models.URLField):
        return ADDRESSES[number % len(ADDRESSES)]
    text = LONG if field.max_length is None else PIECES[number % len(PIECES)]
    return text[: field.max_length]
