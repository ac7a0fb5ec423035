"""Two who press in the same moment: one gets in, and nothing is made twice."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts import founding, joining
from accounts.models import Center, Invitation, Member, User
from tests.engagement.rows import member, town

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act: Callable[[int], object]) -> list[str]:
    """Two threads do this; what each came to."""
    start, came = Barrier(2), ["", ""]

    def one(number: int) -> None:
        start.wait()
        try:
            act(number)
            came[number] = "in"
        except (joining.NotOpen, founding.Founded) as error:
            came[number] = type(error).__name__
        finally:
            connection.close()

    threads = [Thread(target=one, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(came)


def test_an_invitation_makes_one_person() -> None:
    here = town()
    iris = member(here.center, "Iris", "owner")
    joining.invite(here.center, by=iris, email="a@b.example", name="", role="poster")
    row = Invitation.objects.select_related("center").get()

    def press(number: int) -> None:
        joining.join_as_new(row, name=f"{number}", password=None, verified=True)

    assert at_once(press) == ["NotOpen", "in"]
    assert User.objects.filter(email="a@b.example").count() == 1


def test_a_code_makes_one_center() -> None:
    code = founding.new_code()

    def press(number: int) -> None:
        new = founding.NewOwner(f"{number}", f"{number}@b.example", "…")
        founding.found(code, by=new, name=f"Center {number}", zone="UTC")

    assert at_once(press) == ["Founded", "in"]
    assert (Center.objects.count(), Member.objects.count()) == (1, 1)
    assert User.objects.count() == 1
