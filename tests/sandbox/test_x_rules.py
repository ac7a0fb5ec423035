"""X's rules of 2026, as the make-believe X keeps them."""

from __future__ import annotations

import base64

import pytest
import tweepy

from tests.sandbox.running import Sandbox


def test_a_reply_goes_out_where_we_were_named(world: Sandbox) -> None:
    mention = world.play("mention", text="Thanks @CenterSW & friends")
    made = world.client().create_tweet(
        text="Thank you <3", in_reply_to_tweet_id=mention["id"], user_auth=False
    )

    # As on X: the name in front, and the signs of HTML escaped
    assert made.data["text"].endswith("Thank you &lt;3")
    assert made.data["text"].startswith(f"@{mention['author']['handle']} ")
    assert world.log("x.create")[0]["micro"] == 10_000


def test_a_reply_goes_out_where_we_were_quoted(world: Sandbox) -> None:
    quote = world.play("quote", text="Worth reading")

    world.client().create_tweet(
        text="Glad to hear", in_reply_to_tweet_id=quote["id"], user_auth=False
    )

    assert world.texts()[-1].endswith("Glad to hear")


@pytest.mark.parametrize("what", ["peer_post", "reply"])
def test_a_reply_nobody_asked_for_is_refused(world: Sandbox, what: str) -> None:
    post = world.play(what, text="I think so too")
    before = world.texts()

    with pytest.raises(tweepy.Forbidden, match="have not been mentioned"):
        world.client().create_tweet(
            text="So do we", in_reply_to_tweet_id=post["id"], user_auth=False
        )
    assert world.texts() == before
    assert world.log("x.create")[0]["micro"] == 0


def test_the_same_text_twice_is_refused(world: Sandbox) -> None:
    client = world.client()
    client.create_tweet(text="Good morning", user_auth=False)

    with pytest.raises(tweepy.Forbidden, match="duplicate content"):
        client.create_tweet(text="Good morning", user_auth=False)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a" * 280, True),
        ("a" * 281, False),
        ("é" * 280, True),
        ("字" * 140, True),
        ("字" * 141, False),
        ("a" * 256 + " https://example.org/" + "x" * 200, True),
        ("a" * 257 + " https://example.org/x", False),
        ("👩‍👩‍👧" * 140, True),
        ("", False),
    ],
)
def test_length_is_counted_as_x_counts(world: Sandbox, text: str, fits: bool) -> None:
    answer = world.ask("POST", "/2/tweets", json={"text": text})

    assert answer.status_code == (201 if fits else 400)


def test_names_that_lead_a_reply_are_free(world: Sandbox) -> None:
    mention = world.play("mention", who="a_long_handle_1")
    body = {
        "text": "@a_long_handle_1 " + "a" * 280,
        "reply": {"in_reply_to_tweet_id": mention["id"]},
    }

    assert world.ask("POST", "/2/tweets", json=body).status_code == 201


def test_a_link_makes_a_post_dear(world: Sandbox) -> None:
    client = world.client()
    client.create_tweet(text="Read https://example.org/a.", user_auth=False)
    client.create_tweet(text="Read it", user_auth=False)

    assert [one["micro"] for one in world.log("x.create")] == [200_000, 15_000]


def test_following_liking_quoting_need_enterprise(world: Sandbox) -> None:
    post = world.play("peer_post")
    calls = (
        ("/2/users/1001/following", {"target_user_id": "2003"}),
        ("/2/users/1001/likes", {"tweet_id": post["id"]}),
        ("/2/tweets", {"text": "Read this", "quote_tweet_id": post["id"]}),
    )
    refused = [world.ask("POST", path, json=body) for path, body in calls]
    world.tell("switch", tier="enterprise")
    allowed = [world.ask("POST", path, json=body) for path, body in calls]

    assert [one.status_code for one in refused] == [403] * 3
    assert all(one.json()["title"] == "Client Forbidden" for one in refused)
    assert all(one.ok for one in allowed)


def test_passing_on_twice_is_passing_on_once(world: Sandbox) -> None:
    post = world.play("peer_post")
    body = {"tweet_id": post["id"]}
    first = world.ask("POST", "/2/users/1001/retweets", json=body).json()
    again = world.ask("POST", "/2/users/1001/retweets", json=body).json()

    assert first["data"] == again["data"]
    gone = world.ask("DELETE", f"/2/users/1001/retweets/{post['id']}").json()
    assert gone == {"data": {"retweeted": False}}
    assert not any(text.startswith("RT") for text in world.texts())


def test_only_what_is_ours_can_be_taken_down(world: Sandbox) -> None:
    theirs = world.play("peer_post")["id"]
    ours = world.client().create_tweet(text="Oops", user_auth=False).data["id"]

    assert world.ask("DELETE", f"/2/tweets/{theirs}").status_code == 403
    assert world.ask("DELETE", f"/2/tweets/{ours}").json()["data"] == {"deleted": True}
    assert "Oops" not in world.texts()


def test_nobody_acts_for_another(world: Sandbox) -> None:
    post = world.play("peer_post")
    body = {"tweet_id": post["id"]}

    assert world.ask("POST", "/2/users/2003/retweets", json=body).status_code == 403


def test_without_credit_nothing_goes(world: Sandbox) -> None:
    world.tell("switch", credit_micro=1)
    world.client().create_tweet(text="The last cent", user_auth=False)

    refused = world.ask("GET", "/2/users/me")
    assert refused.status_code == 402
    assert refused.json()["title"] == "CreditsDepleted"
    assert world.world()["settings"]["credit_micro"] < 0


def test_a_picture_goes_up_with_its_words(world: Sandbox) -> None:
    picture = base64.b64encode(b"\x89PNG not really").decode()
    sent = {
        "media": picture,
        "media_category": "tweet_image",
        "media_type": "image/png",
    }
    media = world.ask("POST", "/2/media/upload", json=sent).json()["data"]["id"]
    alt = {"id": media, "metadata": {"alt_text": {"text": "Three people at a table"}}}
    world.ask("POST", "/2/media/metadata", json=alt)
    body = {"text": "Our table", "media": {"media_ids": [media]}}
    made = world.ask("POST", "/2/tweets", json=body).json()["data"]["id"]
    shown = world.client().get_tweet(
        made,
        expansions="attachments.media_keys",
        media_fields=["alt_text", "url"],
        user_auth=False,
    )

    assert shown.includes["media"][0].alt_text == "Three people at a table"
    again = world.ask("POST", "/2/tweets", json=body | {"text": "Once more"})
    assert again.status_code == 400


def test_old_keys_are_a_second_way_in(world: Sandbox) -> None:
    keys = {
        "consumer_key": "center-app",
        "consumer_secret": "center-secret",
        "access_token": "x1-access-center",
        "access_token_secret": "x1-secret-center",
    }
    me = world.client(**keys).get_me(user_fields=["description"]).data
    wrong = world.client(**keys | {"access_token_secret": "guessed"})

    assert me.username == "CenterSW"
    with pytest.raises(tweepy.Unauthorized):
        wrong.get_me()


@pytest.mark.parametrize(
    "body", [[], "text", {}, {"text": "Hi", "in_reply_to": "5"}, {"text": None}]
)
def test_a_body_x_does_not_know_is_refused(world: Sandbox, body: object) -> None:
    assert world.ask("POST", "/2/tweets", json=body).status_code == 400
