"""Anybody stops it with one tap; and it is never by itself again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Activity, Member
from engagement import decide, deliver
from engagement.models import Conflict, Contact, Delivery, Interaction
from tests.automatic.ground import card_of, due_now, sweep, the_line, wrote
from tests.engagement.outside import Outside
from tests.engagement.rows import Town, mention, peer, queued, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def line(csw: Town) -> Delivery:
    wrote(csw, by=peer(csw.center))
    assert sweep() == 1
    return the_line(csw)


def browser(member: Member, *, htmx: bool = False) -> Client:
    client = Client(headers={"HX-Request": "true"} if htmx else {})
    client.force_login(member.user, BACKEND)
    return client


def path(line: Delivery) -> str:
    return f"/c/csw/d/{line.pk}/stop/"


@pytest.mark.parametrize("who", ["poster", "colleague", "supervisor"])
def test_anybody_stops_it_and_people_have_the_card(
    csw: Town, line: Delivery, outside: Outside, who: str
) -> None:
    member = getattr(csw, who)
    answer = browser(member).post(path(line), follow=True)
    assert "Stopped." in answer.text

    line.refresh_from_db()
    assert (line.state, line.settled_by) == ("cancelled", member)
    card = card_of(line)
    assert (card.state, card.draft, card.claimed_by) == ("open", line.text, None)
    assert f'id="s{card.pk}"' in answer.text
    assert Activity.objects.filter(member=member, verb="stopped").count() == 1

    deliver.send(due_now(line).pk)
    assert outside.said == []
    assert [sweep(), sweep(timezone.now() + timedelta(hours=3))] == [0, 0]


def test_the_outbox_says_who_stopped_it(csw: Town, line: Delivery) -> None:
    browser(csw.colleague).post(path(line))
    outbox = "/c/csw/outbox/"
    assert "(rule of Ruth), stopped by Tom</td>" in browser(csw.poster).get(outbox).text
    assert ", stopped by you</td>" in browser(csw.colleague).get(outbox).text


def test_a_look_does_not_stop_it(csw: Town, line: Delivery) -> None:
    assert browser(csw.poster).get(path(line)).status_code == 405
    line.refresh_from_db()
    assert line.state == "queued"


def test_a_stranger_does_not_stop_it(csw: Town, line: Delivery) -> None:
    stranger = town("elsewhere", "2002").supervisor
    for slug in ("csw", "elsewhere"):
        answer = browser(stranger).post(f"/c/{slug}/d/{line.pk}/stop/")
        assert answer.status_code == 404
    line.refresh_from_db()
    assert line.state == "queued"


def test_where_somebody_was_first_one_reads_who(csw: Town, line: Delivery) -> None:
    browser(csw.poster).post(path(line))
    for htmx in (True, False):
        again = browser(csw.colleague, htmx=htmx).post(path(line), follow=True)
        assert "Maya stopped it first." in again.text


def test_too_late_is_said_and_it_counts(
    csw: Town, line: Delivery, outside: Outside
) -> None:
    """The worker has claimed it: the one who taps in that moment is told."""
    outside.meanwhile = lambda: told.append(
        browser(csw.poster, htmx=True).post(path(line)).text
    )
    told: list[str] = []
    deliver.send(due_now(line).pk)
    line.refresh_from_db()
    assert line.state == "sent"
    assert "Too late to stop: it is already on its way." in told[0]
    assert "On its way as @CenterSW" in told[0]


def test_what_a_person_sends_is_not_stopped_here(csw: Town) -> None:
    delivery = queued(csw, mention(csw))
    with pytest.raises(Conflict):
        decide.stop(delivery, by=csw.colleague)
    delivery.refresh_from_db()
    assert delivery.state == "queued"


def test_a_row_that_was_read_before_the_worker_took_it(
    csw: Town, line: Delivery
) -> None:
    """The page showed it as waiting; the guarded UPDATE says that it is not."""
    seen = Delivery.objects.select_related("suggestion").get(pk=line.pk)
    deliver.outbox.claim(Delivery.objects.get(pk=line.pk))
    with pytest.raises(Conflict, match="already on its way"):
        decide.stop(seen, by=csw.poster)
    assert card_of(line).state == "accepted"


def test_the_queue_says_what_to_whom_and_when(csw: Town, line: Delivery) -> None:
    card = card_of(line)
    for member in (csw.poster, csw.supervisor):
        page = browser(member).get("/c/csw/").text
        section = page.split('id="section-automatic"')[1].split("</section>")[0]
        assert line.text in section
        assert str(card.profile) in section
        assert "unless somebody stops it" in section
        assert "Rule of Ruth" in section
        assert f'action="{path(line)}"' in section
        # It waits, and is nobody's to answer.
        assert f'id="s{card.pk}"' not in page


def test_what_left_by_itself_stands_in_the_outbox_with_its_rule(
    csw: Town, line: Delivery, outside: Outside
) -> None:
    deliver.send(due_now(line).pk)
    client = browser(csw.poster)
    assert "By itself (rule of Ruth)" in client.get("/c/csw/outbox/?show=sent").text
    assert "by itself" in client.get(f"/c/csw/s/{line.suggestion_id}/").text
    assert "by itself" in client.get(f"/c/csw/s/{line.suggestion_id}/beside/").text


def test_the_page_is_told_of_it_live(csw: Town, line: Delivery) -> None:
    client = browser(csw.poster, htmx=True)
    new = client.get("/c/csw/changes/", {"mark_automatic": "other", "new": "0"})
    assert line.text in new.text
    mark = new.text.split('id="section-automatic"')[1].split('data-mark="')[1][:12]
    same = client.get("/c/csw/changes/", {"mark_automatic": mark, "new": "0"})
    assert "section-automatic" not in same.text
    Delivery.objects.update(due_at=timezone.now() + timedelta(hours=9))
    moved = client.get("/c/csw/changes/", {"mark_automatic": mark, "new": "0"})
    assert "section-automatic" in moved.text


@pytest.mark.parametrize("kind", ["private", "spam"])
def test_a_poster_sees_nothing_of_whom_they_may_not(
    csw: Town, line: Delivery, kind: str
) -> None:
    """From the moment in which the supervisor has said it, before any sweep."""
    name = str(line.suggestion.profile)
    assert name in browser(csw.poster).get("/c/csw/").text
    Contact.objects.update(kind=kind)
    page = browser(csw.poster).get("/c/csw/").text
    assert name not in page
    assert "Goes out by itself" not in page
    assert browser(csw.poster).post(path(line)).status_code == 404
    assert name in browser(csw.supervisor).get("/c/csw/").text


def test_given_up_in_the_outbox_it_is_not_by_itself_either(
    csw: Town, line: Delivery
) -> None:
    browser(csw.poster).post(f"/c/csw/d/{line.pk}/cancel/")
    assert card_of(line).state == "open"
    assert sweep() == 0


def test_undone_on_its_card_it_is_not_by_itself_either(
    csw: Town, line: Delivery
) -> None:
    page = browser(csw.poster).get(f"/c/csw/s/{line.suggestion_id}/").text
    assert "Goes out by itself" in page
    browser(csw.poster).post(f"/c/csw/s/{line.suggestion_id}/undo/")
    assert card_of(line).state == "open"
    assert sweep() == 0


def test_sent_again_after_trouble_is_a_persons_word(
    csw: Town, line: Delivery, outside: Outside
) -> None:
    Delivery.objects.filter(pk=line.pk).update(state="unconfirmed")
    line.refresh_from_db()
    decide.send_again(line, by=csw.poster)
    deliver.send(line.pk)
    line.refresh_from_db()
    assert (line.state, line.by_rule, line.by_member) == ("sent", None, csw.poster)
    assert not Interaction.objects.filter(by_worker=True).exists()
