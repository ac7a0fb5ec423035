"""By itself on each network: over HTTP, to the make-believe ones, and back."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.models import Account
from engagement import decide, deliver, suggest
from engagement.models import Contact, Delivery, Rule
from engagement.rules.automatic import kinds_on
from sandbox.moves import PLAIN
from tests.engagement.conftest import Listening
from tests.engagement.page import OnPage

pytestmark = [pytest.mark.django_db, pytest.mark.once]

US = "Center for Social Work Practice"


def all_on(account: Account) -> None:
    for row in kinds_on(account.platform):
        Rule.objects.create(
            center=account.center,
            account=account,
            kind=row.kind,
            cap=10,
            confirmed_at=timezone.now(),
        )


def it_left() -> Delivery:
    """Somebody knows them all; the worker announces, nobody stops, and it leaves."""
    Contact.objects.update(kind="organization")
    suggest.sweep(timezone.now())
    assert decide.announce(timezone.now()) == 1
    Delivery.objects.update(due_at=timezone.now())
    line = Delivery.objects.get()
    deliver.send(line.pk)
    line.refresh_from_db()
    assert (line.state, line.error) == ("sent", "")
    return line


def test_a_comment_on_our_blog_gets_one_reply(listening: Listening) -> None:
    listening.sweep()
    all_on(listening.blog)
    text = "Thank you for this wonderful post. Sharing it with our team."
    listening.net.play("blog_comment", who="Noor Haddad", text=text)
    listening.sweep()

    line = it_left()

    assert line.verb == "reply"
    comments = listening.net.world()["blog"]["comment"]
    assert line.text in comments[-1]["content"]


@pytest.mark.parametrize(("who", "text"), [*PLAIN])
def test_a_mention_on_x_gets_one_reply(
    listening: Listening, who: str, text: str
) -> None:
    """Those of the demo, so that it never lacks one."""
    listening.sweep()
    all_on(listening.x)
    listening.net.play("mention", who=who, text=text)
    listening.sweep()

    line = it_left()

    assert listening.net.texts()[-1] == f"@{who} {line.text}"


@pytest.mark.parametrize(
    ("play", "text", "verb"),
    [
        ("fb_comment", "Thank you for this lovely post.", "reply"),
        ("fb_visitor_post", "Grateful for your reading list.", "comment"),
        ("fb_tag", f"Big thanks to {US} for a wonderful evening.", "comment"),
    ],
)
def test_our_page_answers_once_and_names_nobody(
    on_page: OnPage, play: str, text: str, verb: str
) -> None:
    Account.objects.filter(pk=on_page.page.pk).update(title=US)
    all_on(on_page.page)
    on_page.net.play(play, text=text)
    on_page.look()

    line = it_left()

    assert line.verb == verb
    assert "@" not in line.text
    said = on_page.net.world()["facebook"]
    assert line.text in str(said)
