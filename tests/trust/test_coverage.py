"""Every button that changes something leaves a line of who pressed it.

The buttons are walked by the URL configuration, each pressed so that it does what it
is for. Beside this, tests/audited.py asks every button that any other test presses.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Activity, Member
from engagement import decide
from tests.access.test_strangers import WORDS, address, every_address
from tests.access.worlds import another_world
from tests.audited import AUDIT, SILENT, Silent
from tests.engagement.rows import Town, town
from tests.trust.presses import ELSEWHERE, PRESSES, Press
from tests.trust.walk import owner, signed_in

pytestmark = pytest.mark.django_db


def test_every_button_leaves_a_line() -> None:
    here = town()
    member = owner(here.center)
    client = signed_in(member)
    found, expected, told = {}, {}, list[str]()
    for pattern in every_address():
        name = str(pattern.name)
        if name not in PRESSES:
            continue
        with another_world():
            words = PRESSES[name](here)
            changed = press(client, name, here, words)
            found[name] = AUDIT in changed if changed else None
            expected[name] = name not in SILENT
            told += [f"{one.actor_label} {one.verb} {one.detail}" for one in lines()]
    assert found == expected
    # Whom it concerned is an id: no name and no text of theirs is in any line.
    assert len(told) > 50
    outside = re.compile(r"peer|harbor|first conversations|can’t go on|zebra", re.I)
    assert [one for one in told if outside.search(one)] == []


def lines() -> list[Activity]:
    return list(Activity.objects.order_by("pk"))


def press(client: Any, name: str, here: Town, words: Press) -> set[str]:
    """The tables in which this button changed something."""
    where = [here.center.slug]
    pattern = next(one for one in every_address() if one.name == name)
    if pattern.pattern.converters:
        if "pk" not in words:
            return changed_by(client.post(address(pattern, here, under=here), words))
        pk = words.pop("pk")
        where.append(str(getattr(pk, "pk", pk)))
    return changed_by(client.post(reverse(name, args=where), words))


def changed_by(answer: Any) -> set[str]:
    changed: set[str] = answer.wsgi_request.META["CHANGED"]
    return changed


def test_no_button_is_forgotten() -> None:
    """A new address is pressed here, or another test of it is named."""
    here = town()
    client = signed_in(owner(here.center))
    buttons = set()
    for pattern in every_address():
        where = {one: WORDS.get(one, 0) for one in pattern.pattern.converters}
        where["slug"] = here.center.slug
        answer = client.post(reverse(str(pattern.name), kwargs=where))
        if answer.status_code != 405:
            buttons.add(str(pattern.name))
    assert buttons - {*PRESSES, *ELSEWHERE} == set()
    assert {*PRESSES, *ELSEWHERE} - buttons == set()


def test_a_button_without_a_line_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control: a verb that says nothing."""
    here = town()
    client = signed_in(owner(here.center))

    def silent(center: Any, *, by: Member, text: str) -> None:
        type(center).objects.filter(pk=center.pk).update(turn_to=text)

    monkeypatch.setattr(decide, "say_where_to_turn", silent)
    with pytest.raises(Silent, match="turn_to changed"):
        client.post("/c/csw/settings/words/turn-to/", {"text": "Call 988."})
