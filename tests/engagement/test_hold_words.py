"""Words that hold a text of ours, and the lists that supervisors keep."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Activity, Center, Member
from engagement import decide, deliver
from engagement.aim import main_way
from engagement.models import Conflict, Delivery, HoldWord
from engagement.words import START, words_of
from tests.engagement.outside import Outside, play
from tests.engagement.rows import Town, mention, peer, queued, town

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
TEXT = "We were glad to see it helped one of our clients."


@pytest.fixture
def csw() -> Town:
    return town()


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def test_our_text_with_such_a_word_waits_for_the_supervisor(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = Outside()
    play(outside, monkeypatch)
    line = queued(csw, mention(csw), TEXT)
    deliver.send(line.pk)

    line.refresh_from_db()
    assert (line.state, line.hold_reason) == (
        "held",
        "Held: a supervisor reads it first",
    )
    assert not outside.said
    browser(csw.poster).post(f"/c/csw/d/{line.pk}/let-go/")
    line.refresh_from_db()
    assert line.state == "held"

    browser(csw.supervisor).post(f"/c/csw/d/{line.pk}/let-go/")
    deliver.send(line.pk)
    line.refresh_from_db()
    assert line.state == "sent"


def test_without_such_a_word_it_leaves(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(Outside(), monkeypatch)
    decide.drop_word(
        csw.center, by=csw.supervisor, side="out", word="one of our clients"
    )
    line = queued(csw, mention(csw), TEXT)
    deliver.send(line.pk)
    line.refresh_from_db()
    assert line.state == "sent"


@pytest.mark.parametrize(
    "written",
    [
        "one of our &#99;lients",
        "one of our cl<i></i>ients",
        "one of \u043eur cli\u0435nts",
        "one of our cli\u0451nts",
        "one of our cl1ents",
        "one of øur clients",
    ],
)
def test_written_so_that_only_people_read_it_such_a_word_waits_too(
    csw: Town, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    play(Outside(), monkeypatch)
    line = queued(csw, mention(csw), f"You were {written}.")

    deliver.send(line.pk)

    line.refresh_from_db()
    assert line.state == "held"
    page = browser(csw.supervisor).get("/c/csw/outbox/?show=held")
    assert "one of our clients" in page.text


def test_by_hand_too_and_the_text_is_kept_for_the_supervisor(csw: Town) -> None:
    csw.hands(csw.poster)
    card = mention(csw, summons=False)
    client, path = browser(csw.poster), f"/c/csw/s/{card.pk}/accept/"

    page = client.post(path, {"text": TEXT})

    assert page.status_code == 422
    assert "Held: a supervisor reads it first. Your text is kept." in page.text
    assert "one of our clients”" not in page.text
    assert not Delivery.objects.exists()
    card.refresh_from_db()
    assert (card.state, card.draft, card.claimed_by) == ("open", TEXT, None)


def test_a_poster_is_told_at_the_press_and_then_it_is_held_at_once(csw: Town) -> None:
    """Nothing counts down to what will not happen; which word, no poster reads."""
    card = mention(csw)
    client, path = browser(csw.poster), f"/c/csw/s/{card.pk}/accept/"
    press = {"hx-request": "true"}

    asked = client.post(path, {"text": TEXT}, headers=press).text
    assert "A supervisor reads this first" in asked
    assert "clients”" not in asked
    assert not Delivery.objects.exists()
    same = asked.split('name="same" value="')[1].split('"')[0]
    done = client.post(path, {"text": TEXT, "same": same}, headers=press).text

    assert "Held: a supervisor reads it first" in done
    assert "data-countdown" not in done
    assert Delivery.objects.get().state == "held"


def test_a_supervisor_finds_what_waits_and_why_and_may_say_no(csw: Town) -> None:
    line = queued(csw, mention(csw), TEXT)
    boss, poster = browser(csw.supervisor), browser(csw.poster)
    counted = '<span class="place-count">1<span class="sr"> held for a supervisor'
    assert counted in boss.get("/c/csw/contacts/").text
    assert counted not in poster.get("/c/csw/contacts/").text

    theirs = boss.get("/c/csw/outbox/?show=held").text
    assert "“one of our clients” is one of the" in theirs
    assert f"/c/csw/d/{line.pk}/let-go/" in theirs
    plain = poster.get("/c/csw/outbox/?show=held").text
    assert "“one of our clients”" not in plain
    assert f"/c/csw/d/{line.pk}/let-go/" not in plain

    boss.post(f"/c/csw/d/{line.pk}/cancel/", {"back": "/c/csw/outbox/"})
    line.suggestion.refresh_from_db()
    assert (line.suggestion.state, line.suggestion.draft) == ("open", TEXT)
    assert counted not in boss.get("/c/csw/contacts/").text
    empty = boss.get("/c/csw/outbox/?show=held").text
    assert "texts that a supervisor reads first" in empty


def test_a_supervisor_is_asked_once_and_then_lets_it_go(csw: Town) -> None:
    card = mention(csw)
    client, path = browser(csw.supervisor), f"/c/csw/s/{card.pk}/accept/"

    asked = client.post(path, {"text": TEXT})
    assert asked.status_code == 422
    assert "“one of our clients” is one of the words" in asked.text
    same = asked.text.split('name="same" value="')[1].split('"')[0]
    client.post(path, {"text": TEXT, "same": same})

    line = Delivery.objects.get()
    assert (line.state, line.released_by) == ("queued", csw.supervisor)


def test_unknown_people_are_answered_in_place_and_named_nowhere(csw: Town) -> None:
    """Their own words are gone: what is left would name them in public."""
    unknown = mention(csw, by=peer(csw.center, "unknown"))
    known = mention(csw)
    assert getattr(main_way(unknown), "verb", "") == "reply"

    unknown.post = known.post = None

    assert main_way(unknown) is None
    assert getattr(main_way(known), "verb", "") == "mention"


def test_every_center_starts_with_filled_lists(csw: Town) -> None:
    for side, words in START.items():
        assert words_of(csw.center, side) == set(words)
    assert not HoldWord.objects.exists()


def test_a_word_is_added_and_taken_out_and_brought_back(csw: Town) -> None:
    boss = csw.supervisor
    assert decide.add_word(csw.center, by=boss, side="in", word=" Fire  DRILL") == (
        "fire drill"
    )
    assert "fire drill" in words_of(csw.center, "in")
    with pytest.raises(Conflict):
        decide.add_word(csw.center, by=boss, side="in", word="fire drill")
    decide.drop_word(csw.center, by=boss, side="in", word="fire drill")
    with pytest.raises(Conflict):
        decide.drop_word(csw.center, by=boss, side="in", word="fire drill")
    decide.drop_word(csw.center, by=boss, side="in", word="lawsuit")
    assert "lawsuit" not in words_of(csw.center, "in")
    decide.add_word(csw.center, by=boss, side="in", word="lawsuit")

    assert words_of(csw.center, "in") == set(START["in"])
    assert not HoldWord.objects.exists()
    assert not Activity.objects.filter(detail__icontains="drill").exists()


def test_another_centers_words_are_its_own(csw: Town) -> None:
    other = Center.objects.create(slug="other", name="Other")
    decide.add_word(csw.center, by=csw.supervisor, side="out", word="picnic")
    assert "picnic" not in words_of(other, "out")


def test_a_supervisor_keeps_the_lists_and_a_poster_must_not(csw: Town) -> None:
    word = {"side": "need", "word": "on the bridge"}
    for path, told in (
        ("add/", word),
        ("drop/", {"side": "in", "word": "lawsuit"}),
        ("turn-to/", {"text": "Ring Ruth"}),
    ):
        page = browser(csw.poster).post(f"/c/csw/settings/words/{path}", told)
        assert page.status_code == 403
        page = browser(csw.supervisor).post(f"/c/csw/settings/words/{path}", told)
        assert page.status_code == 302

    assert "on the bridge" in words_of(csw.center, "need")
    assert "lawsuit" not in words_of(csw.center, "in")
    assert "Ring Ruth" in browser(csw.poster).get("/c/csw/settings/words/").text


def test_a_poster_reads_where_to_turn_and_no_list(csw: Town) -> None:
    theirs = browser(csw.poster).get("/c/csw/settings/words/").text
    boss = browser(csw.supervisor).get("/c/csw/settings/words/").text
    assert "988" in theirs
    assert "lawsuit" not in theirs
    assert "lawsuit" in boss


@pytest.mark.parametrize("word", ["", " ", "a", "x" * 81])
def test_what_is_no_word_is_refused_in_words(csw: Town, word: str) -> None:
    page = browser(csw.supervisor).post(
        "/c/csw/settings/words/add/", {"side": "out", "word": word}
    )
    assert page.status_code == 422
    assert "field-error" in page.text
    assert not HoldWord.objects.exists()


def test_what_kindred_came_with_needs_nothing_filled_in(csw: Town) -> None:
    """It promises no number of ours: the only ones are those it names."""
    page = browser(csw.poster).get("/c/csw/settings/words/").text
    assert "reach us by phone" not in page


def test_what_kindred_came_with_comes_back_when_it_is_emptied(csw: Town) -> None:
    client, path = browser(csw.supervisor), "/c/csw/settings/words/turn-to/"
    client.post(path, {"text": "Ring Ruth"})
    client.post(path, {"text": ""})
    assert "1-800-799-7233" in client.get("/c/csw/settings/words/").text


@pytest.mark.parametrize("verb", ["add", "drop"])
@pytest.mark.parametrize("side", [{}, {"side": ""}, {"side": "sideways"}])
def test_a_word_for_a_list_that_there_is_not_lands_in_no_other(
    csw: Town, verb: str, side: dict[str, str]
) -> None:
    page = browser(csw.supervisor).post(
        f"/c/csw/settings/words/{verb}/", {"word": "lawsuit", **side}, follow=True
    )
    assert "There is no such list of words" in page.text
    assert not HoldWord.objects.exists()


def test_what_is_longer_than_a_word_can_be_is_not_said_back(csw: Town) -> None:
    page = browser(csw.supervisor).post(
        "/c/csw/settings/words/drop/", {"side": "in", "word": "x" * 81}, follow=True
    )
    assert "No word in the lists is as long as that." in page.text
    assert "x" * 81 not in page.text
