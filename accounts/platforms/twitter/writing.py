"""What can be done on X over its API; what silence means is said in errors."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from accounts.platforms.base import Receipt, Refused, Target, Verb

from . import prices, words
from .account import Account
from .errors import Answer, DoneBefore, problems, silence
from .keys import follow_key, like_key, post_id, post_key, share_key

ALT_LIMIT = 1000


class Writing(Account):
    """The acting verbs of one account on X."""

    def reply(self, target: Target, text: str, key: str) -> Receipt:
        """Answer a post in place, where its author summoned us."""
        price = prices.text_kind(text, reply=target.author_id != self.us)
        number = post_id(target.key)
        return self._create(Verb.REPLY, price, text, in_reply_to_tweet_id=number)

    def post(self, target: Target, text: str, key: str) -> Receipt:
        price = prices.text_kind(text, reply=False)
        return self._create(Verb.POST, price, text)

    def quote(self, target: Target, text: str, key: str) -> Receipt:
        return self._create(
            Verb.QUOTE,
            prices.POST_WITH_LINK,
            text,
            quote_tweet_id=post_id(target.key),
        )

    def share(self, target: Target, text: str, key: str) -> Receipt:
        """Repost. Doing it again changes nothing, on X and here."""
        number = post_id(target.key)
        route, what = f"/2/users/{self.us}/retweets", {"tweet_id": number}
        body = self._do(Verb.SHARE, prices.REPOST, "POST", route, json=what)
        data = body.get("data")
        made = str(data.get("id") or "") if isinstance(data, dict) else ""
        # X names the repost it made, or says nothing of it
        known = made.isdigit() and made != number
        key = post_key(made) if known else share_key(target.key, self.us)
        return Receipt(key, self._shown_at(target))

    def like(self, target: Target, text: str, key: str) -> Receipt:
        route = f"/2/users/{self.us}/likes"
        what = {"tweet_id": post_id(target.key)}
        self._do(Verb.LIKE, prices.LIKE, "POST", route, json=what)
        return Receipt(like_key(target.key, self.us), self._shown_at(target))

    def follow(self, target: Target, text: str, key: str) -> Receipt:
        route = f"/2/users/{self.us}/following"
        whom = {"target_user_id": target.author_id}
        self._do(Verb.FOLLOW, prices.FOLLOW, "POST", route, json=whom)
        web = self.addresses.twitter_web.rstrip("/")
        page = f"{web}/{target.author_handle}"
        return Receipt(follow_key(self.us, target.author_id), page)

    def delete(self, target: Target, text: str, key: str) -> Receipt:
        """Take down what we published; what is gone already is no error."""
        route = f"/2/tweets/{post_id(target.key)}"
        self._do(Verb.DELETE, prices.DELETE, "DELETE", route)
        return Receipt(target.key, target.url)

    def upload(self, data: bytes, media_type: str, alt: str) -> str:
        """A picture with its alt text; tweepy knows only the old way to send it."""
        picture = {
            "media": b64encode(data).decode(),
            "media_category": "tweet_image",
            "media_type": media_type,
        }
        route = "/2/media/upload"
        self.api.start()
        body = self._request(Verb.UPLOAD, prices.UPLOAD, "POST", route, json=picture)
        number = str(words.need(words.need(body, "data"), "id"))
        if alt:
            about = {"id": number, "metadata": {"alt_text": {"text": alt[:ALT_LIMIT]}}}
            route = "/2/media/metadata"
            self._request(Verb.UPLOAD, prices.ALT_TEXT, "POST", route, json=about)
        return number

    def _create(self, verb: Verb, price: str, text: str, **more: Any) -> Receipt:
        self.api.start()
        call = self.api.client.create_tweet
        body = done(self.api.ask(verb, price, call, text=text, **more))
        data = body.get("data")
        number = str(data.get("id") or "") if isinstance(data, dict) else ""
        if not number.isdigit():
            # It was accepted; only which post it became did not come back
            raise silence(verb, "X did not say which post it became.")
        return Receipt(post_key(number), self._page_of(self.presence.handle, number))

    def _do(
        self, verb: Verb, price: str, method: str, route: str, **more: Any
    ) -> words.Json:
        """A verb that is repeatable: what was so already is done."""
        self.api.start()
        try:
            return self._request(verb, price, method, route, **more)
        except DoneBefore:
            return {}

    def _request(
        self, verb: Verb, price: str, method: str, route: str, **more: Any
    ) -> words.Json:
        call: Callable[..., Any] = self.api.client.request
        return done(self.api.ask(verb, price, call, method, route, **more))

    def _shown_at(self, target: Target) -> str:
        number = post_id(target.key)
        return target.url or self._page_of(target.author_handle, number)

    def _page_of(self, handle: str, number: str) -> str:
        return words.page_of(self.addresses.twitter_web, handle.lstrip("@"), number)


def done(body: words.Json) -> words.Json:
    """The answer, if something was done. X may say 200 and that it did nothing."""
    if "data" not in body and problems(body):
        raise Refused(f"X refused: {Answer(200, {}, body).reason}")
    return body
