"""A Center with a mark on each of its names, and its ids for whoever tries them
elsewhere."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import F, Model, Value
from django.db.models.functions import Concat

from accounts.models import Account, Center, ClosedDay, User
from engagement.models import (
    Attention,
    Contact,
    Delivery,
    Post,
    Profile,
    Shift,
    Suggestion,
    Watch,
)
from tests.engagement.rows import Town
from tests.tenancy import PRODUCT, center_of

MARK = "Zwetschge"
NAMED: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Account, ("handle", "title")),
    (ClosedDay, ("name",)),
    (Contact, ("name", "note")),
    (Delivery, ("text",)),
    (Post, ("text", "title")),
    (Profile, ("handle", "name", "bio")),
    (Suggestion, ("reason", "draft")),
    (Watch, ("title",)),
)
"""What people read of a Center, and where it stands."""

IDS = (
    "account",
    "contact",
    "go",
    "instead_of",
    "member",
    "note",
    "open",
    "shown",
    "ticked",
    "to",
    "way",
    "who",
)
"""Fields of forms and addresses that carry an id: see ``foreign``."""

NO_IDS = frozenset(
    [
        "a_day",
        "alone",
        "app_id",
        "app_secret",
        "area",
        "asked",
        "back",
        "back_on",
        "before",
        "begin",
        "box",
        "by",
        "cap",
        "code",
        "config_id",
        "copy",
        "country",
        "day",
        "direction",
        "do",
        "due",
        "email",
        "end",
        "error",
        "first",
        "follow",
        "from",
        "frozen",
        "group",
        "handle",
        "happened_on",
        "how",
        "kept",
        "kind",
        "last",
        "least",
        "limit",
        "link",
        "loaded",
        "more",
        "name",
        "names",
        "network",
        "new",
        "number",
        "of",
        "off",
        "owed_hours",
        "own",
        "page",
        "part",
        "password",
        "path",
        "paused",
        "platform",
        "post",
        "q",
        "reason",
        "reply",
        "role",
        "said",
        "same",
        "share",
        "show",
        "side",
        "since",
        "site",
        "source",
        "state",
        "success",
        "text",
        "thing",
        "title",
        "token",
        "until",
        "url",
        "user",
        "was",
        "what_done",
        "why",
        "word",
        "zone",
    ]
)
"""Those that carry none: words, times, kinds, and the order of things."""


def marked(here: Town) -> Town:
    """The Center with the mark on each of its names."""
    for model, names in NAMED:
        told = {name: Concat(F(name), Value(f" {MARK}")) for name in names}
        model._default_manager.filter(center=here.center).update(**told)
    User.objects.filter(memberships__center=here.center).update(
        name=Concat(F("name"), Value(f" {MARK}"))
    )
    Center.objects.filter(pk=here.center.pk).update(name=f"The {MARK} Center")
    Shift.objects.create(
        center=here.center,
        member=here.colleague,
        starts_at=here.x.connected_at,
        ends_at=here.x.connected_at,
        note=MARK,
    )
    here.center.refresh_from_db()
    return here


def foreign(here: Town) -> dict[str, Any]:
    """For each of IDS what of ours somebody may try; and what else makes a page show
    all it has."""
    cards = [str(pk) for pk in pks(Suggestion, here)]
    calls = [str(pk) for pk in pks(Attention, here)]
    shift = str(pks(Shift, here)[0])
    one_of_us = str(here.colleague.pk)
    return {
        "account": str(here.x.pk),
        "contact": str(pks(Contact, here)[0]),
        "go": [str(pk) for pk in pks(Delivery, here)],
        "instead_of": shift,
        "member": one_of_us,
        "note": shift,
        "open": cards[0],
        "shown": ",".join(cards + calls),
        "ticked": cards,
        "to": one_of_us,
        "way": f"reply:{pks(Post, here)[0]}",
        "who": cards,
        "q": MARK[:-2],
        "since": "2026-01-01T00:00:00+00:00",
        "loaded": "2026-01-01T00:00:00+00:00",
        "new": "-1",
    }


def pks(model: type[Model], here: Town) -> list[int]:
    rows = model._default_manager.filter(center=here.center).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def rows_of(here: Town) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of this Center, as it stands."""
    found = {}
    for app in PRODUCT:
        for model in apps.get_app_config(app).get_models():
            if column := center_of(model):
                mine = model._default_manager.filter(**{column: here.center.pk})
                found[model.__name__] = list(mine.order_by("pk").values_list())
    return found
