"""What a caller asked for: fields, expansions, page size, page, range. 400 if wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request

from sandbox.x.problems import invalid
from sandbox.x.rows import post_id_at


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


POST_FIELDS = _set(
    "article attachments author_id card_uri community_id context_annotations"
    " conversation_id created_at display_text_range edit_controls"
    " edit_history_tweet_ids entities geo id in_reply_to_user_id lang"
    " matched_media_notes media_metadata non_public_metrics note_request_suggestions"
    " note_tweet organic_metrics paid_partnership possibly_sensitive promoted_metrics"
    " public_metrics referenced_tweets reply_settings scopes source"
    " suggested_source_links suggested_source_links_with_counts text withheld"
)
USER_FIELDS = _set(
    "affiliation confirmed_email connection_status created_at description entities id"
    " is_identity_verified location most_recent_tweet_id name parody pinned_tweet_id"
    " profile_banner_url profile_image_url protected public_metrics receives_your_dm"
    " subscription subscription_type url username verified verified_followers_count"
    " verified_type withheld"
)
MEDIA_FIELDS = _set(
    "alt_text duration_ms height media_key non_public_metrics organic_metrics"
    " preview_image_url promoted_metrics public_metrics type url variants width"
)
POST_EXPANSIONS = _set(
    "article.cover_media article.media_entities attachments.media_keys"
    " attachments.media_source_tweet attachments.poll_ids author_id"
    " edit_history_tweet_ids entities.mentions.username geo.place_id"
    " in_reply_to_user_id entities.note.mentions.username referenced_tweets.id"
    " referenced_tweets.id.attachments.media_keys referenced_tweets.id.author_id"
)
USER_EXPANSIONS = _set("affiliation.user_id most_recent_tweet_id pinned_tweet_id")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The fields and expansions that were asked for."""

    post: frozenset[str]
    user: frozenset[str]
    media: frozenset[str]
    expansions: frozenset[str]


def wanted(*, users: bool = False) -> Wanted:
    """Raises Problem 400 for a name that X does not know."""
    return Wanted(
        _names("tweet.fields", POST_FIELDS),
        _names("user.fields", USER_FIELDS),
        _names("media.fields", MEDIA_FIELDS),
        _names("expansions", USER_EXPANSIONS if users else POST_EXPANSIONS),
    )


def body(known: frozenset[str] | None = None) -> dict[str, Any]:
    """The JSON object that was sent; with ``known``, nothing else may be in it."""
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise invalid("body", "", "The body is not a JSON object")
    for key in sorted(sent.keys() - known) if known else ():
        raise invalid(key, "", f"$.{key}: is not defined in the schema")
    return sent


def size(low: int, high: int, usual: int) -> int:
    """``max_results`` within its bounds."""
    said = request.args.get("max_results")
    if said is None:
        return usual
    if not said.isdigit() or not low <= int(said) <= high:
        raise invalid(
            "max_results",
            said,
            f"The `max_results` query parameter value [{said}]"
            f" is not between {low} and {high}",
        )
    return int(said)


def page(letter: str, *names: str) -> int | None:
    """Where the page begins, from its token; None is the first page."""
    for name in names or ("pagination_token",):
        token = request.args.get(name)
        if token:
            if token[:1] != letter or not token[1:].isdigit():
                raise invalid(name, token, f"The `{name}` query parameter is not valid")
            return int(token[1:])
    return None


def token(letter: str, key: int) -> str:
    """A page's token; the letter says which list and order it belongs to."""
    return f"{letter}{key:020d}"


def listed(name: str) -> list[str]:
    """A list that must be there, of 1 to 100."""
    said = [one for one in request.args.get(name, "").split(",") if one]
    if not 1 <= len(said) <= 100:
        raise invalid(
            name, ",".join(said)[:80], f"The `{name}` query parameter takes 1 to 100"
        )
    return said


def between() -> tuple[int, int]:
    """(above, below) which post ids are asked for, from ids and times."""
    above = max(_post_id("since_id", 0), _post_id_of_time("start_time", 0))
    below = min(_post_id("until_id", 1 << 62), _post_id_of_time("end_time", 1 << 62))
    return above, below


def _post_id(name: str, otherwise: int) -> int:
    said = request.args.get(name)
    if said is None:
        return otherwise
    if not said.isdigit() or len(said) > 19:
        raise invalid(name, said, f"The `{name}` query parameter value is not valid")
    return int(said)


def _post_id_of_time(name: str, otherwise: int) -> int:
    said = request.args.get(name)
    if said is None:
        return otherwise
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise invalid(name, said, f"The `{name}` query parameter is not a time")
    return post_id_at(at) - 1


def _names(parameter: str, known: frozenset[str]) -> frozenset[str]:
    said = frozenset(one for one in request.args.get(parameter, "").split(",") if one)
    for one in sorted(said - known):
        raise invalid(
            parameter,
            one,
            f"The `{parameter}` query parameter value [{one}] is not known",
        )
    return said
