"""The pure parts of the Facebook adapter: keys, texts, usage, cursors."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.platforms.base import (
    Addresses,
    Presence,
    ProfileData,
    Target,
    TryLater,
    Verb,
)
from accounts.platforms.facebook import Facebook, keys, text, threads, usage, words
from accounts.platforms.facebook.timeline import OVERLAP, Window

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_posts_and_comments_have_keys_of_their_own() -> None:
    assert keys.post_key("7001_55") == "fb:7001_55"
    assert keys.thing_in("fb:7001_55") == ("7001_55", False)
    assert keys.thing_in(keys.comment_key("55_66")) == ("55_66", True)
    for wrong in ("", "x:55", "fb:", "fb:55", "fb:c55", "fb:7001_55_1", "fb:a_b"):
        with pytest.raises(ValueError, match="nothing on Facebook"):
            keys.thing_in(wrong)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.facebook.com/7001/posts/55", "fb:7001_55"),
        ("https://www.facebook.com/7001/posts/55/?comment_id=6", "fb:7001_55"),
        ("https://www.facebook.com/permalink.php?story_fbid=55&id=7001", "fb:7001_55"),
        ("https://www.facebook.com/CenterSW/posts/pfbid0abc", ""),
        ("https://center.example.edu/posts/55", ""),
        ("", ""),
    ],
)
def test_a_permalink_tells_the_post_where_it_can(url: str, key: str) -> None:
    assert keys.key_of_link(url) == key


def test_a_text_is_counted_against_what_it_becomes() -> None:
    assert text.fits("Thanks 🙂", answer=True) == (9, 8_000)
    assert text.fits("x" * 70_000, answer=False) == (70_000, 63_206)
    page = Facebook(Presence(), Addresses())
    assert page.fits("Thanks", Target(key="fb:1_2")) == (6, 8_000)
    assert page.fits("Thanks", Target()) == (6, 63_206)


@pytest.mark.parametrize(
    ("said", "link"),
    [
        ("Read https://a.example/b?c=d.", "https://a.example/b?c=d"),
        ("(https://a.example/b), now", "https://a.example/b"),
        ("No link, only a.example", ""),
    ],
)
def test_the_first_address_in_a_text_is_its_link(said: str, link: str) -> None:
    assert text.link_in(said) == link


def headers(app: int, business: int, minutes: int = 0) -> dict[str, str]:
    one = {"type": "pages", "call_count": 1, "total_time": business}
    one["estimated_time_to_regain_access"] = minutes
    return {
        "X-App-Usage": json.dumps({"call_count": app, "total_time": 2}),
        "X-Business-Use-Case-Usage": json.dumps({"77": [one]}),
    }


def test_the_fullest_limit_counts() -> None:
    assert usage.used(headers(12, 40)) == usage.Used(40, 0)
    assert usage.used(headers(90, 40, 7)) == usage.Used(90, 7)
    assert usage.used({}) is None
    for odd in ("", "[]", "{", '{"a": 1}', '{"a": [1]}', '{"call_count": "x"}'):
        found = usage.used({"X-App-Usage": odd})
        assert found is None or found.percent == 0


@pytest.mark.parametrize(
    "odd",
    [
        "null",
        "1",
        "[" * 100_000,
        '{"call_count": NaN}',
        '{"call_count": 1e999}',
        '{"call_count": -1e999}',
        '{"call_count": 1' + "0" * 400 + "}",
        '{"call_count": ' + "9" * 5000 + "}",
        '{"1": [{"call_count": 99, "estimated_time_to_regain_access": 1e999}]}',
        '{"1": [{"call_count": 99, "estimated_time_to_regain_access": -1e20}]}',
    ],
)
@pytest.mark.parametrize("name", ["X-App-Usage", "X-Business-Use-Case-Usage"])
def test_an_odd_header_never_undoes_what_went_out(name: str, odd: str) -> None:
    """It is read when the call is over: an error would make a sent one unsure."""
    found = usage.used({name: odd})
    for one in usage.limits(Verb.REPLY, found, NOW) if found else ():
        assert one.resets_at > NOW


def test_a_number_without_end_is_an_odd_shape() -> None:
    with pytest.raises(TryLater, match="shape"), words.in_shape():
        words.page({"id": "1", "name": "P", "followers_count": float("inf")})


@pytest.mark.parametrize(
    ("percent", "verb", "left"),
    [
        (80, Verb.OWN, 20),
        (81, Verb.OWN, 0),
        (95, Verb.REPLY, 5),
        (96, Verb.REPLY, 0),
    ],
)
def test_polls_rest_above_eighty_and_all_above_ninety_five(
    percent: int, verb: Verb, left: int
) -> None:
    limit = usage.limit(verb, usage.Used(percent), NOW)
    assert (limit.verb, limit.remaining) == (verb.value, left)
    assert limit.resets_at > NOW


def test_facebook_says_itself_how_long_it_takes() -> None:
    limit = usage.limit(Verb.REPLY, usage.Used(100, 5), NOW)
    assert limit.resets_at == NOW + timedelta(minutes=5)


@given(
    st.lists(st.integers(0, 200), min_size=1, max_size=60, unique=True),
    st.integers(1, 9),
    st.integers(0, 30),
)
def test_no_post_is_missed_and_none_comes_twice(
    hours: list[int], size: int, before: int
) -> None:
    """Pages of any size, a first look in the middle of time."""
    posts = sorted((f"7001_{h}", NOW + timedelta(hours=h)) for h in hours)
    posts.sort(key=lambda one: one[1], reverse=True)
    old = posts[-before:] if before else []
    cursor, _ = Window().moved(old[: Window().size], "")
    seen: list[str] = []
    for _ in range(200):
        window = Window.at(cursor)
        start = int(window.after or 0)
        page = posts[start : start + size]
        seen += [one for one, at in page if window.is_new(one, at)]
        after = str(start + size) if start + size < len(posts) else ""
        cursor, more = window.moved(page, after)
        if not more:
            break
    newest_old = max((at for _, at in old), default=None)
    wanted = {one for one, at in posts if newest_old is None or at > newest_old}
    assert wanted <= set(seen)
    assert len(seen) == len(set(seen))
    top = max(at for _, at in posts)
    assert Window.at(cursor).since == top
    assert not Window.at(cursor).is_new("7001_x", top - OVERLAP - timedelta(hours=1))


def listing(comments: int, reactions: int, minutes: int) -> words.Json:
    at = NOW + timedelta(minutes=minutes)
    return {
        "id": "7001_5",
        "from": {"id": "7001"},
        "created_time": NOW.strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "updated_time": at.strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "comments": {"data": [], "summary": {"total_count": comments}},
        "reactions": {"data": [], "summary": {"total_count": reactions}},
    }


def test_only_what_changed_is_read() -> None:
    (first,) = threads.listed({}, [listing(2, 1, 0)])
    cursor = threads.begun([first])
    (same,) = threads.listed(cursor, [listing(2, 1, 0)])
    assert not same.is_changed
    (said,) = threads.listed(cursor, [listing(3, 1, 5)])
    assert said.talked
    (swapped,) = threads.listed(cursor, [listing(2, 1, 5)])
    assert swapped.talked
    (liked,) = threads.listed(cursor, [listing(2, 4, 0)])
    assert (liked.talked, liked.is_changed, liked.rise) == (False, True, 3)
    (less,) = threads.listed(cursor, [listing(2, 0, 0)])
    assert (less.is_changed, less.rise) == (True, 0)
    (empty,) = threads.listed({}, [listing(0, 0, 0)])
    assert not empty.is_changed


def test_a_half_read_talk_keeps_its_place() -> None:
    cursor = threads.begun(threads.listed({}, [listing(2, 0, 0)]))
    (thread,) = threads.listed(cursor, [listing(300, 0, 9)])
    half = thread.read_to([NOW + timedelta(minutes=4)], "next")
    assert (half.comments, half.after) == (2, "next")
    (again,) = threads.listed(threads.saved({"7001_5": half}), [listing(300, 0, 9)])
    assert again.talked
    whole = again.read_to([NOW + timedelta(minutes=9)], "")
    assert (whole.comments, whole.after) == (300, "")
    (done,) = threads.listed(threads.saved({"7001_5": whole}), [listing(300, 0, 9)])
    assert not done.is_changed


def test_an_odd_answer_is_one_that_did_not_come() -> None:
    odd: list[words.Json] = [
        {},
        {"id": "1_2"},
        {"id": "1_2", "created_time": "yesterday"},
        {
            "id": "1_2",
            "created_time": "2026-11-22T12:00:00+0000",
            "shares": {"count": "x"},
        },
        {"id": "1_2", "created_time": "2026-11-22T12:00:00+0000", "message_tags": [3]},
    ]
    for one in odd:
        with pytest.raises(TryLater), words.in_shape():
            words.post(one, ProfileData("7001"), "https://www.facebook.com")


def test_a_picture_keeps_its_words_and_a_preview_is_none() -> None:
    image = {"image": {"src": "https://cdn.example/p.jpg"}}
    one = {
        "attachments": {
            "data": [
                {"media_type": "photo", "title": "Our team", "media": image},
                {"media_type": "link", "media": image, "unshimmed_url": "https://a.b/"},
            ]
        }
    }
    (picture,) = words.pictures(one)
    assert (picture.url, picture.alt) == ("https://cdn.example/p.jpg", "Our team")
    assert words.attached_links(one) == ("https://a.b/",)


@pytest.mark.parametrize(
    ("above", "url"),
    [
        ("", "https://f.example/55?comment_id=66"),
        ("https://f.example/7/posts/55", "https://f.example/7/posts/55?comment_id=66"),
        (
            "https://f.example/7/posts/55?comment_id=60",
            "https://f.example/7/posts/55?comment_id=60&reply_comment_id=66",
        ),
        (
            "https://f.example/7/posts/55?comment_id=60&reply_comment_id=61",
            "https://f.example/7/posts/55?comment_id=60&reply_comment_id=66",
        ),
    ],
)
def test_a_comment_has_an_address_of_its_own(above: str, url: str) -> None:
    assert words.comment_page("https://f.example/", "55_66", above) == url
