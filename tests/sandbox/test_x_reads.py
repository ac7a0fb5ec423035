"""Reading the make-believe X with the real tweepy: what comes, and what it costs."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
import requests
import tweepy

from tests.sandbox.running import Sandbox

ALL_POST_FIELDS = [
    "author_id",
    "created_at",
    "conversation_id",
    "entities",
    "in_reply_to_user_id",
    "lang",
    "public_metrics",
    "referenced_tweets",
    "attachments",
    "edit_controls",
]
ALL_EXPANSIONS = [
    "author_id",
    "referenced_tweets.id",
    "referenced_tweets.id.author_id",
    "entities.mentions.username",
    "in_reply_to_user_id",
    "attachments.media_keys",
]
ALL_USER_FIELDS = [
    "created_at",
    "description",
    "entities",
    "location",
    "profile_image_url",
    "public_metrics",
    "url",
    "verified",
    "verified_type",
    "connection_status",
    "most_recent_tweet_id",
]


def test_we_are_who_the_token_says(world: Sandbox) -> None:
    me = world.client().get_me(user_auth=False, user_fields=ALL_USER_FIELDS).data

    assert (me.id, me.username) == (1001, "CenterSW")
    assert me.public_metrics["followers_count"] == 4
    assert me.entities["url"]["urls"][0]["expanded_url"] == "https://center.example.edu"


def test_only_what_was_asked_for_comes(world: Sandbox) -> None:
    plain = world.ask("GET", "/2/users/1001/tweets").json()
    full = world.ask(
        "GET",
        "/2/users/1001/tweets",
        params={"tweet.fields": "created_at", "expansions": "author_id"},
    ).json()

    assert set(plain) == {"data", "meta"}
    assert set(plain["data"][0]) == {"id", "text", "edit_history_tweet_ids"}
    assert "created_at" in full["data"][0]
    assert full["includes"]["users"] == [
        {
            "id": "1001",
            "name": "Center for Social Work Practice",
            "username": "CenterSW",
        }
    ]


def test_everything_can_be_asked_for(world: Sandbox) -> None:
    post = world.play("mention", text="@CenterSW see https://a.example.org/x #kinship")
    world.play("reply", target=post["id"])
    world.play("quote")
    world.play("share")
    asked = {
        "tweet_fields": ALL_POST_FIELDS,
        "expansions": ALL_EXPANSIONS,
        "user_fields": ALL_USER_FIELDS,
        "user_auth": False,
    }
    client = world.client()

    mentions = client.get_users_mentions(1001, **asked)
    client.get_users_tweets(1001, **asked)
    client.get_list_tweets(5001, **asked)
    client.search_recent_tweets("from:CenterSW OR @CenterSW", **asked)
    one = client.get_tweets([post["id"], 5], **asked)

    entities = mentions.data[-1].entities
    assert entities["urls"][0]["expanded_url"] == "https://a.example.org/x"
    start, end = (entities["urls"][0][key] for key in ("start", "end"))
    assert mentions.data[-1].text[start:end] == entities["urls"][0]["url"]
    assert entities["hashtags"][0]["tag"] == "kinship"
    assert one.errors[0]["resource_id"] == "5"


def test_followers_come_newest_first_or_oldest_first(world: Sandbox) -> None:
    newcomer = world.play("follow", who="NewHere")["follower"]["id"]

    def first() -> str:
        answer = world.ask("GET", "/2/users/1001/followers?max_results=1")
        return str(answer.json()["data"][0]["id"])

    assert first() == newcomer
    world.tell("switch", followers_order="oldest")
    assert first() != newcomer


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_pages_of_followers_lose_nobody(world: Sandbox, order: str) -> None:
    world.tell("switch", followers_order=order)
    world.play("followers", n=25)
    seen: list[str] = []
    query = {"max_results": "10"}
    while True:
        page = world.ask("GET", "/2/users/1001/followers", params=query).json()
        seen += [one["id"] for one in page["data"]]
        # Somebody comes between two pages: nobody is seen twice for it
        world.play("followers", n=1)
        if "next_token" not in page["meta"] or len(seen) > 40:
            break
        query["pagination_token"] = page["meta"]["next_token"]

    assert len(seen) == len(set(seen)) >= 29


def test_five_thousand_followers_are_quick(world: Sandbox) -> None:
    world.play("followers", n=5000)
    begun = time.monotonic()
    path = "/2/users/1001/followers?max_results=1000&user.fields=public_metrics"
    page = world.ask("GET", path).json()

    assert page["meta"]["result_count"] == 1000
    assert time.monotonic() - begun < 5


def test_pages_of_mentions_follow_each_other(world: Sandbox) -> None:
    world.play("mentions", n=12)
    first = world.ask("GET", "/2/users/1001/mentions?max_results=5").json()
    more = {"max_results": 5, "pagination_token": first["meta"]["next_token"]}
    second = world.ask("GET", "/2/users/1001/mentions", params=more).json()
    ids = [int(one["id"]) for one in first["data"] + second["data"]]

    assert all(newer > older for newer, older in pairwise(ids))
    since = {"since_id": ids[3], "max_results": 5}
    newest = world.ask("GET", "/2/users/1001/mentions", params=since).json()
    assert [int(one["id"]) for one in newest["data"]] == ids[:3]


def test_search_understands_what_kindred_asks(world: Sandbox) -> None:
    quoted = world.play("quote", who="PriyaNair_MSW")
    by_two = world.client().search_recent_tweets(
        "(from:PriyaNair_MSW OR from:MercyElders) -is:quote",
        expansions="author_id",
        user_auth=False,
    )
    quotes = world.ask(
        "GET",
        "/2/tweets/search/recent",
        params={"query": f"quotes_of_tweet_id:{quoted['quotes']}"},
    ).json()

    names = {one.username for one in by_two.includes["users"]}
    assert names == {"PriyaNair_MSW", "MercyElders"}
    assert [one["id"] for one in quotes["data"]] == [quoted["id"]]


def test_who_shared_and_quoted_is_told(world: Sandbox) -> None:
    shared = world.play("share", who="PriyaNair_MSW")
    quoted = world.play("quote", who="MercyElders", target=shared["shares"])
    client = world.client()

    sharers = client.get_retweeters(shared["shares"], user_auth=False).data
    quotes = client.get_quote_tweets(shared["shares"], user_auth=False).data

    assert [one.username for one in sharers] == ["PriyaNair_MSW"]
    assert [str(one.id) for one in quotes] == [quoted["id"]]


@pytest.mark.parametrize(
    "path",
    [
        "/2/users/1001/tweets?max_results=4",
        "/2/users/1001/followers?max_results=1001",
        "/2/users/1001/mentions?tweet.fields=colour",
        "/2/users/1001/followers?pagination_token=nonsense",
        "/2/tweets/search/recent",
        "/2/users/1001/mentions?since_id=yesterday",
    ],
)
def test_a_wrong_question_is_told_what_is_wrong(world: Sandbox, path: str) -> None:
    answer = world.ask("GET", path)

    assert answer.status_code == 400
    assert answer.json()["title"] == "Invalid Request"


def test_reads_are_priced_by_what_they_give(world: Sandbox) -> None:
    world.client().get_list_tweets(5001, max_results=3, user_auth=False)
    world.client().get_users_followers(1001, max_results=2, user_auth=False)
    world.client().get_users_followers(2001, user_auth=False)
    posts, own, others = world.log()

    assert (posts["call"], posts["resources"], posts["micro"]) == (
        "x.list_posts",
        3,
        15_000,
    )
    # Our app belongs to our account: our own data cost a tenth
    assert (own["resources"], own["micro"]) == (2, 2_000)
    assert others["micro"] == others["resources"] * 10_000


def test_every_answer_says_what_is_left(world: Sandbox) -> None:
    first = world.ask("GET", "/2/users/me")
    second = world.ask("GET", "/2/users/me")

    assert first.headers["x-rate-limit-limit"] == "75"
    left = [int(one.headers["x-rate-limit-remaining"]) for one in (first, second)]
    assert left[0] - left[1] == 1
    assert int(first.headers["x-rate-limit-reset"]) > time.time()


def test_more_than_the_limit_is_refused(world: Sandbox) -> None:
    client = world.client()
    for _ in range(75):
        requests.get(
            f"{world.url}/x-api/2/users/me",
            headers={"Authorization": "Bearer x-access-center"},
            timeout=10,
        )
    with pytest.raises(tweepy.TooManyRequests) as refused:
        client.get_me(user_auth=False)

    assert int(refused.value.response.headers["x-rate-limit-reset"]) > time.time()


def test_an_address_x_does_not_know_is_not_there(world: Sandbox) -> None:
    answer = requests.get(
        f"{world.url}/x-api/2/friends/me",
        headers={"Authorization": "Bearer x-access-center"},
        timeout=10,
    )

    assert (answer.status_code, answer.json()["title"]) == (404, "Not Found")


def test_a_stranger_reads_nothing(world: Sandbox) -> None:
    refused = world.ask("GET", "/2/users/1001/tweets", token="x-access-guessed")

    assert (refused.status_code, refused.json()["title"]) == (401, "Unauthorized")
