"""What can be done on blogs over WordPress's API; what silence means is in errors."""

from __future__ import annotations

from accounts.platforms.base import Receipt, Target, Unsupported, Verb

from . import peers, words
from .account import Account
from .client import Json
from .errors import DoneBefore, silence
from .keys import comment_key, number_in, post_key
from .markup import html_of, with_links

STATES = "publish,future,draft,pending,private"
LONGEST_TITLE = 120


class Writing(Account):
    """The acting verbs of our blog."""

    def reply(self, target: Target, text: str, key: str) -> Receipt:
        """Answer a comment, or comment on a post, on our own blog."""
        self.api.start()
        try:
            number, is_comment = number_in(target.key, self.site)
        except ValueError:
            raise Unsupported("This is not on our own blog.") from None
        said: dict[str, object] = {"post": number, "content": html_of(text)}
        if is_comment:
            # Asked as a reading: nothing has left us yet that could show twice
            above = self.api.one(Verb.COMMENTS, "GET", f"comments/{number}")
            with words.in_shape():
                said |= {"post": int(above["post"]), "parent": number}
        made = self.api.one(Verb.REPLY, "POST", "comments", json=said)
        return comment_receipt(made, self.site)

    def comment(self, target: Target, text: str, key: str) -> Receipt:
        """Comment on another blog over its API, where it takes that."""
        if target.key.startswith(f"wp:{self.site}:"):
            return self.reply(target, text, key)
        if not target.takes_comments:
            raise Unsupported("This blog takes comments by its own form only.")
        self.api.start()
        us = self.us(Verb.ME)
        peer = peers.visit(target, self.addresses, self.api.door, self.meter)
        made = peers.leave(peer, us, self.presence.web_url, html_of(text))
        return comment_receipt(made, peer.site)

    def post(self, target: Target, text: str, key: str) -> Receipt:
        """Publish on our blog: a draft under ``key`` as its slug, then publish it.

        The draft is looked for first, so that doing it again makes no second post.
        """
        self.api.start()
        # To a wrong password the look-up says only that drafts are forbidden (400)
        self.us(Verb.POST)
        there = self._drafted(key)
        if there is None:
            title, content = titled(text)
            said = {"slug": key, "status": "draft", "title": title, "content": content}
            there = self.api.one(Verb.POST, "POST", "posts", json=said)
        with words.in_shape():
            if there["status"] != "publish":
                route = f"posts/{int(there['id'])}"
                out = {"status": "publish"}
                there = self.api.one(Verb.POST, "POST", route, json=out)
            key = post_key(self.site, int(there["id"]))
            return Receipt(key, str(there["link"]), there["status"] != "publish")

    def delete(self, target: Target, text: str, key: str) -> Receipt:
        """Take down a post or comment on our blog; what is gone is no error."""
        self.api.start()
        try:
            number, is_comment = number_in(target.key, self.site)
        except ValueError:
            raise Unsupported("This is not on our own blog.") from None
        route = f"{'comments' if is_comment else 'posts'}/{number}"
        try:
            self.api.one(Verb.DELETE, "DELETE", route)
        except DoneBefore:
            return Receipt(target.key, target.url)
        return Receipt(target.key, target.url)

    def _drafted(self, slug: str) -> Json | None:
        """What an earlier try under this slug left, published or not."""
        asked = {"slug": slug, "status": STATES, "context": "edit"}
        found, _ = self.api.several(Verb.POST, "posts", asked)
        return found[0] if found else None


def comment_receipt(made: Json, site: str) -> Receipt:
    """The receipt for a comment; ``waiting`` if a moderator holds it."""
    number, status = made.get("id"), str(made.get("status") or "")
    if not isinstance(number, int):
        # It was accepted; only which comment it became did not come back
        raise silence(Verb.COMMENT, "The blog did not say which comment it became.")
    waiting = status not in ("approved", "approve", "1")
    return Receipt(comment_key(site, number), str(made.get("link") or ""), waiting)


def titled(text: str) -> tuple[str, str]:
    """(title, content) of a text: its first line is the title, if more follows."""
    first, _, rest = text.strip().partition("\n")
    if not rest.strip():
        first, rest = shortened(first), text
    return html_of(first)[:LONGEST_TITLE], with_links(html_of(rest))


def shortened(line: str) -> str:
    return line if len(line) <= 60 else line[:60].rsplit(" ", 1)[0] + "…"
