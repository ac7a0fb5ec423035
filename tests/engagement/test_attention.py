"""Somebody in need is no kindness: a person sees to it, first of all on the queue."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Activity, Member
from engagement import decide, suggest
from engagement.models import Attention, Conflict, Contact, HoldWord, Suggestion
from tests.engagement.rows import Town, in_need, mention, peer, town, wrote

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
CRY = "@CenterSW my friend wants to die and I don't know who to call"


@pytest.fixture
def csw() -> Town:
    return town()


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def sweep() -> int:
    return suggest.sweep(timezone.now())


def test_a_call_for_help_is_no_kindness_and_nobody_is_thanked(csw: Town) -> None:
    row = wrote(csw, CRY)
    sweep()

    attention = Attention.objects.get()
    row.refresh_from_db()
    assert (attention.state, attention.interaction) == ("open", row)
    assert (row.not_kind, row.suggestion) == (True, None)
    assert not Suggestion.objects.exists()
    contact = row.profile.contact
    contact.refresh_from_db()
    assert (contact.received_count, round(contact.received, 9)) == (0, 0)
    # Whatever dies: the next sweep finds nothing left to do.
    assert sweep() == 0
    assert Attention.objects.count() == 1


def test_an_open_thanks_to_them_is_not_merged_with_it(csw: Town) -> None:
    card = mention(csw, by=peer(csw.center, "unknown"))
    row = wrote(csw, CRY, by=card.profile)
    sweep()

    card.refresh_from_db()
    assert card.state == "open"
    assert [one.pk for one in card.kindnesses.all()] != [row.pk]
    assert row.pk not in {one.pk for one in card.kindnesses.all()}


@pytest.mark.parametrize("kind", ["organization", "unknown", "private"])
def test_whoever_they_are(csw: Town, kind: str) -> None:
    wrote(csw, CRY, by=peer(csw.center, kind))
    sweep()
    assert Attention.objects.count() == 1


def test_spam_is_heard_by_a_supervisor_lest_the_mark_be_a_slip(csw: Town) -> None:
    wrote(csw, CRY, by=peer(csw.center, "spam"))
    sweep()
    assert Attention.objects.count() == 1
    assert not Suggestion.objects.exists()
    assert "may need help" in browser(csw.supervisor).get("/c/csw/").text
    assert "may need help" not in browser(csw.poster).get("/c/csw/").text


def test_the_centers_own_words_count_too(csw: Town) -> None:
    HoldWord.objects.create(
        center=csw.center, side="need", word="walking to the bridge"
    )
    wrote(csw, "Walking to the BRIDGE now, @CenterSW")
    sweep()
    assert Attention.objects.exists()


def test_a_word_that_a_supervisor_took_out_no_longer_counts(csw: Town) -> None:
    decide.drop_word(
        csw.center, by=csw.supervisor, side="need", word="running out of time"
    )
    wrote(csw, "We were running out of time, but what a panel @CenterSW")
    sweep()
    assert not Attention.objects.exists()


def test_everybody_sees_it_above_everything(csw: Town) -> None:
    mention(csw)
    in_need(csw, CRY, by=peer(csw.center, "private"))

    for who in (csw.poster, csw.supervisor):
        page = browser(who).get("/c/csw/").text
        assert page.index("Somebody may need help") < page.index("owed-head")
        assert "wants to die" in page
        assert "988" in page
        assert "I take it" in page


def test_the_supervisors_own_words_stand_beside_it(csw: Town) -> None:
    in_need(csw)
    decide.say_where_to_turn(csw.center, by=csw.supervisor, text="Ring Ruth: 555 0199")
    page = browser(csw.poster).get("/c/csw/").text
    assert "Ring Ruth: 555 0199" in page
    assert "1-800-799-7233" not in page


def test_its_name_is_shown_to_all_who_take_it(csw: Town) -> None:
    attention = in_need(csw)
    browser(csw.poster).post(f"/c/csw/attention/{attention.pk}/take/")

    theirs = browser(csw.colleague).get("/c/csw/").text
    mine = browser(csw.poster).get("/c/csw/").text
    assert "<b>Maya</b> sees to it" in theirs
    assert "Take over" in theirs
    assert "Say what was done" not in theirs
    assert "You see to it" in mine


def test_of_two_at_once_one_takes_it_and_the_other_reads_who(csw: Town) -> None:
    attention = in_need(csw)
    seen_by_both = Attention.objects.get(pk=attention.pk)
    decide.take_attention(attention, by=csw.poster)
    with pytest.raises(Conflict):
        decide.take_attention(seen_by_both, by=csw.colleague)

    second = browser(csw.colleague)
    path = f"/c/csw/attention/{attention.pk}/take/"
    page, part = second.post(path), second.post(path, headers={"HX-Request": "true"})
    assert (page.status_code, part.status_code) == (409, 200)
    assert "Maya was first and sees to it." in page.text
    assert "Maya was first and sees to it." in part.text
    attention.refresh_from_db()
    assert attention.taken_by == csw.poster


def test_a_colleague_may_take_it_over(csw: Town) -> None:
    attention = in_need(csw)
    decide.take_attention(attention, by=csw.poster)
    browser(csw.colleague).post(f"/c/csw/attention/{attention.pk}/over/")
    attention.refresh_from_db()
    assert attention.taken_by == csw.colleague


def test_who_took_it_gives_it_back_and_nobody_else(csw: Town) -> None:
    attention = in_need(csw)
    decide.take_attention(attention, by=csw.poster)
    path = f"/c/csw/attention/{attention.pk}/back/"
    assert browser(csw.colleague).post(path).status_code == 409
    assert browser(csw.poster).post(path).status_code == 302
    attention.refresh_from_db()
    assert (attention.state, attention.taken_by) == ("open", None)


def test_it_is_closed_by_a_sentence_and_by_nothing_less(csw: Town) -> None:
    attention = in_need(csw)
    decide.take_attention(attention, by=csw.poster)
    path, client = f"/c/csw/attention/{attention.pk}/done/", browser(csw.poster)
    assert client.post(path, {"what_done": "  "}).status_code == 422
    assert client.post(path, {"what_done": "x" * 501}).status_code == 422
    attention.refresh_from_db()
    assert attention.state == "taken"

    client.post(path, {"what_done": "Ruth reached them by phone."})

    attention.refresh_from_db()
    assert (attention.state, attention.done_by) == ("done", csw.poster)
    assert "may need help" not in client.get("/c/csw/").text
    past = browser(csw.supervisor).get("/c/csw/attention/").text
    assert "Ruth reached them by phone." in past
    assert browser(csw.poster).get("/c/csw/attention/").status_code == 403


def test_what_a_colleague_has_only_they_or_a_supervisor_closes(csw: Town) -> None:
    attention = in_need(csw)
    decide.take_attention(attention, by=csw.poster)
    path = f"/c/csw/attention/{attention.pk}/done/"
    page = browser(csw.colleague).post(path, {"what_done": "I called the office"})
    assert page.status_code == 409
    assert "Maya was first" in page.text
    assert browser(csw.supervisor).post(path, {"what_done": "Seen."}).status_code == 302


def test_no_call_for_help_is_a_kindness_again(csw: Town) -> None:
    row = wrote(csw, "This panel was so good I can't breathe @CenterSW")
    sweep()
    attention = Attention.objects.get()

    browser(csw.poster).post(f"/c/csw/attention/{attention.pk}/no-call/")

    row.refresh_from_db()
    card = Suggestion.objects.get()
    assert (row.not_kind, row.suggestion, card.state) == (False, card, "open")
    assert "elp" not in card.reason
    assert card.draft == ""
    contact = row.profile.contact
    contact.refresh_from_db()
    assert contact.received_count == 1
    sweep()
    attention.refresh_from_db()
    assert (attention.state, attention.mistaken) == ("done", True)


def test_a_person_reads_one_where_the_words_are_none(csw: Town) -> None:
    """From any owed card, whoever is on it; what else they did is weighed anew."""
    card = mention(csw, by=peer(csw.center))
    first = card.kindnesses.get()
    wrote(csw, "Thank you @CenterSW for the map.", by=card.profile)
    sweep()
    decide.claim(card, by=csw.colleague)
    path = f"/c/csw/s/{card.pk}/needs-help/"

    part = browser(csw.poster).post(path, headers={"HX-Request": "true"})

    assert 'id="section-attention"' in part.text
    assert "Maya says: may need help" in part.text
    attention = Attention.objects.get()
    card.refresh_from_db()
    assert (attention.post, card.state) == (card.post, "expired")
    late = browser(csw.colleague).post(path)
    assert late.status_code == 409

    sweep()
    card.refresh_from_db()
    assert card.state == "open"
    assert [one.pk for one in card.kindnesses.all()] == [first.pk]
    assert Attention.objects.count() == 1


def test_a_supervisor_opens_it_again_and_a_poster_must_not(csw: Town) -> None:
    attention = in_need(csw)
    decide.close_attention(attention, by=csw.poster, what_done="Called.")
    Attention.objects.update(told_at=timezone.now())
    path = f"/c/csw/attention/{attention.pk}/again/"
    assert browser(csw.poster).post(path).status_code == 403

    browser(csw.supervisor).post(path)

    attention.refresh_from_db()
    assert (attention.state, attention.told_at) == ("open", None)


def test_the_audit_names_nobody_and_quotes_nothing(csw: Town) -> None:
    attention = in_need(csw, CRY)
    decide.take_attention(attention, by=csw.poster)
    decide.close_attention(attention, by=csw.poster, what_done="Called Jane's mother")
    told = " ".join(f"{one.verb} {one.detail}" for one in Activity.objects.all())
    assert "Jane" not in told
    assert "die" not in told


def test_it_is_in_nobodys_way_once_they_are_said_to_be_spam(csw: Town) -> None:
    """A poster sees nothing of spam; the supervisor still does, lest it be a slip."""
    attention = in_need(csw)
    Contact.objects.update(kind="spam")
    assert "may need help" not in browser(csw.poster).get("/c/csw/").text
    assert "may need help" in browser(csw.supervisor).get("/c/csw/").text
    path = f"/c/csw/attention/{attention.pk}/take/"
    assert browser(csw.poster).post(path).status_code == 404


def test_a_page_that_is_open_learns_of_it(csw: Town) -> None:
    client = browser(csw.poster)
    first = client.get("/c/csw/").text
    mark = first.split('data-section="attention" data-mark="')[1].split('"')[0]
    in_need(csw)
    asked = {"mark_attention": mark, "since": timezone.now().isoformat()}
    told = client.get("/c/csw/changes/", asked).text
    assert 'id="section-attention"' in told
    assert "Somebody may need help" in told


def test_what_the_first_look_saw_raises_nothing(csw: Town) -> None:
    row = wrote(csw, CRY)
    row.first_look = True
    row.save(update_fields=["first_look"])
    sweep()
    assert not Attention.objects.exists()


def test_an_old_one_waits_as_long_as_it_takes(csw: Town) -> None:
    attention = in_need(csw)
    Attention.objects.update(noticed_at=timezone.now() - timedelta(days=60))
    sweep()
    assert f'id="a{attention.pk}"' in browser(csw.poster).get("/c/csw/").text
