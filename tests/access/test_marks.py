"""With a supervisor's mark and without: a poster's pages miss the card, nothing else.

The addresses are walked, so that a page which comes later is compared, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member
from engagement.models import (
    Attention,
    Contact,
    Delivery,
    HoldWord,
    Interaction,
    Post,
    Profile,
    Suggestion,
)
from engagement.report import WORDS
from tests.access.addresses import of_a_center
from tests.access.test_strangers import WORDS as TOLD
from tests.access.test_strangers import signed_in
from tests.access.worlds import another_world
from tests.engagement.rows import (
    Town,
    in_need,
    mention,
    own_watch,
    peer,
    queued,
    town,
    wrote,
)

pytestmark = pytest.mark.django_db

PASSING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|'
    r"20\d\d-\d\d-\d\dT[\d:.]+\+00:00"
)
ASKED = {
    "queue": ("kind=thank", "network=twitter", "due=today", "who=mine", "more=8"),
    "contacts": ("q=Jane", "q=jane_c", "q=J&kind=unknown", "kind=unknown", "page=2"),
    "outbox": ("show=held", "show=sent"),
    "around": ("network=twitter",),
    "report": ("from=2026-01-01&to=2026-12-31",),
    "report_rows": tuple(f"of={of}" for of in WORDS),
}
"""What the address of a page may ask."""
ROWS = (Suggestion, Contact, Post, Delivery, Interaction, Profile, Attention)
OF_NO_CENTER = ("/health/", "/", "/account/")


@pytest.fixture(autouse=True)
def no_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two looks, so that nothing differs but what was changed."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def csw() -> Town:
    """A Center at work, with a stranger, a peer, and Jane, of whom nothing is said."""
    here = town()
    own_watch(here)
    mention(here)
    queued(here, mention(here))
    jane = peer(here.center, "unknown", handle="jane_c")
    Contact.objects.filter(pk=jane.contact_id).update(name="Jane Client")
    Profile.objects.filter(pk=jane.pk).update(name="Jane Client")
    jane.refresh_from_db()
    told = queued(here, mention(here, by=jane))
    Delivery.objects.filter(pk=told.pk).update(state="sent", receipt_key="x:1")
    Suggestion.objects.filter(profile=jane).update(
        decided_at=timezone.now() - timedelta(days=1)
    )
    mention(here, by=jane)
    wrote(here, "Follows us", by=jane, kind="follow")
    Contact.objects.filter(pk=jane.contact_id).update(
        received_count=3, given_count=1, last_touch_at=timezone.now()
    )
    # Jane was in touch last; had she never been, she would stand behind them.
    yesterday = timezone.now() - timedelta(days=1)
    Contact.objects.exclude(pk=jane.contact_id).update(last_touch_at=yesterday)
    Post.objects.update(peer=True)
    return here


@pytest.fixture
def jane(csw: Town) -> Contact:
    return Contact.objects.get(name="Jane Client")


def addresses(here: Town) -> list[str]:
    """Every address of this Center that a poster can look at, with every row in it."""
    client = signed_in(here.poster)
    found: list[str] = [*OF_NO_CENTER]
    for pattern in of_a_center():
        name, takes = str(pattern.name), {*pattern.pattern.converters}
        rows = ids(here) if "pk" in takes else [None]
        more = {one: TOLD[one] for one in takes & {*TOLD}}
        first = path_of(here, name, rows[0], **more)
        if (status := client.get(first).status_code) == 405:
            continue
        # What is not a poster's is so whatever it names: once is enough.
        rows = rows[:1] if status == 403 else rows
        found += [path_of(here, name, pk, **more) for pk in rows]
        found += [f"{first}?{asked}" for asked in ASKED.get(name, ())]
    shown = Suggestion.objects.of(here.center).order_by("pk")[:2]
    live = {"since": "2026-01-01T00:00:00+00:00", "loaded": "2026-01-01T00:00:00+00:00"}
    asked = {**live, "shown": ",".join(str(one.pk) for one in shown), "new": "-1"}
    return [*found, f"{path_of(here, 'changes', None)}?{urlencode(asked)}"]


def path_of(here: Town, name: str, pk: int | None, **more: object) -> str:
    told = more if pk is None else more | {"pk": pk}
    return reverse(name, kwargs={"slug": here.center.slug, **told})


def ids(here: Town) -> list[int]:
    """Every id that stands for something here, whatever it is of."""
    found: set[int] = set()
    for model in ROWS:
        rows = model._default_manager.filter(center=here.center)
        found |= set(rows.values_list("pk", flat=True))
    return sorted(found)


def pages(member: Member, paths: list[str]) -> dict[str, str]:
    """What this member is shown at each address, without what passes by itself."""
    client, found = signed_in(member), {}
    for path in paths:
        page = client.get(path)
        where = page.get("Location", "")
        body = b"".join(page) if page.streaming else page.content
        text = PASSING.sub("", body.decode("utf-8", "replace"))
        text = "\n".join(line for line in text.splitlines() if line.strip())
        found[path] = f"{page.status_code} {where} {text}"
    return found


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(path for path in one if one[path] != other[path])


def mark(here: Town, jane: Contact, kind: str) -> None:
    client = signed_in(here.supervisor)
    client.post(f"/c/csw/contacts/{jane.pk}/kind/", {"kind": kind})
    jane.refresh_from_db()
    assert jane.kind == kind


def forget_history(jane: Contact) -> None:
    """The same Center, had nothing ever passed between Jane and us."""
    Delivery.objects.filter(suggestion__profile__contact=jane).delete()
    Interaction.objects.filter(profile__contact=jane).delete()
    Suggestion.objects.filter(profile__contact=jane).delete()
    Post.objects.filter(profile__contact=jane).delete()
    Contact.objects.filter(pk=jane.pk).update(
        kind="unknown",
        received_count=0,
        given_count=0,
        received=0,
        given=0,
        last_in_at=None,
        last_out_at=None,
        last_touch_at=None,
    )


def in_another_world(change: Callable[[], None], look: Callable[[], Any]) -> Any:
    """What is seen where this was changed."""
    with another_world():
        change()
        return look()


def test_marked_or_never_heard_of_is_the_same_to_the_letter(
    csw: Town, jane: Contact
) -> None:
    """Every page there is: as if nothing had ever passed between her and us."""
    paths = addresses(csw)

    def look() -> dict[str, str]:
        return pages(csw.poster, paths)

    private = in_another_world(lambda: mark(csw, jane, "private"), look)
    spam = in_another_world(lambda: mark(csw, jane, "spam"), look)
    never = in_another_world(lambda: forget_history(jane), look)

    assert differing(private, never) == []
    assert differing(spam, never) == []
    # The positive control: without the mark she is on many of them.
    card = Suggestion.objects.get(profile__contact=jane, state="open")
    shown = pages(csw.poster, [f"/c/csw/s/{card.pk}/", "/c/csw/", "/c/csw/contacts/"])
    assert all("Jane Client" in page for page in shown.values())


@pytest.mark.parametrize("kind", ["private", "spam"])
def test_the_queue_misses_the_card_and_nothing_else(
    csw: Town, jane: Contact, kind: str
) -> None:
    Interaction.objects.filter(kind="follow").delete()
    card = Suggestion.objects.get(profile__contact=jane, state="open")
    other = Suggestion.objects.filter(state="open").exclude(pk=card.pk).get()
    path = f"/c/csw/?open={other.pk}"

    def look() -> str:
        return pages(csw.poster, [path])[path]

    plain = look()
    marked = in_another_world(lambda: mark(csw, jane, kind), look)

    missing = re.sub(
        rf'<li class="item[^"]*" id="s{card.pk}".*?</li>\s*', "", plain, flags=re.S
    )
    assert f'id="s{card.pk}"' in plain
    assert with_counts(missing, 2, 1) == marked


def with_counts(page: str, before: int, after: int) -> str:
    """What is owed is counted by what is shown."""
    page = page.replace(f"<span data-owed>{before}<", f"<span data-owed>{after}<")
    page = page.replace(f'data-count="{before}"', f'data-count="{after}"')
    return re.sub(rf'(class="[^"]*count[^"]*"[^>]*>){before}\b', rf"\g<1>{after}", page)


@pytest.mark.parametrize("kind", ["private", "spam"])
def test_it_is_counted_as_it_is_shown(csw: Town, jane: Contact, kind: str) -> None:
    mark(csw, jane, kind)
    page = pages(csw.poster, ["/c/csw/"])["/c/csw/"]
    shown = len(
        re.findall(r'<li class="item[^"]*" id="s\d+" data-item data-state="open"', page)
    )
    assert f"<span data-owed>{shown}</span> owed" in page


@pytest.mark.once
def test_a_private_person_in_need_is_seen_by_all_and_the_mark_by_none(
    csw: Town,
) -> None:
    """Marked or not: not one letter of any page differs."""
    in_need(csw, by=peer(csw.center, "unknown", handle="lee_k"))
    lee = Profile.objects.get(handle="lee_k").contact
    paths = addresses(csw)

    def look() -> dict[str, str]:
        return pages(csw.poster, paths)

    plain = look()
    marked = in_another_world(lambda: mark(csw, lee, "private"), look)

    assert "lee_k" in plain["/c/csw/"] or lee.name in plain["/c/csw/"]
    assert differing(plain, marked) == []


@pytest.mark.once
def test_words_that_hold_are_seen_by_no_poster(csw: Town) -> None:
    paths = [path for path in addresses(csw) if not re.search(r"/\d+/", path)]

    def look() -> dict[str, str]:
        return pages(csw.poster, paths)

    def words() -> None:
        for side in ("in", "out", "stop"):
            for word in ("notes", "helped", "thank you"):
                HoldWord.objects.create(center=csw.center, side=side, word=word)

    assert differing(look(), in_another_world(words, look)) == []


def test_a_supervisor_may_answer_a_private_person_in_place(
    csw: Town, jane: Contact
) -> None:
    card = Suggestion.objects.get(profile__contact=jane, state="open")
    mark(csw, jane, "private")
    client = signed_in(csw.supervisor)

    assert f'id="s{card.pk}"' in client.get("/c/csw/").text
    client.post(f"/c/csw/s/{card.pk}/accept/", {"text": "Glad it helped."})

    line = Delivery.objects.get(suggestion=card)
    assert (line.state, line.verb, line.released_by) == (
        "queued",
        "reply",
        csw.supervisor,
    )
