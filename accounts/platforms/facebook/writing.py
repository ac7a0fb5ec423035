"""What our Page can do over Graph; what silence means is said in errors."""

from __future__ import annotations

from accounts.platforms.base import Receipt, Target, Unsupported, Verb

from . import words
from .account import Account
from .errors import DoneBefore, silence
from .keys import comment_key, like_key, post_key
from .text import link_in


class Writing(Account):
    """The acting verbs of our Page."""

    def reply(self, target: Target, text: str, key: str) -> Receipt:
        """Answer a post or comment in place, as the Page, naming nobody.

        An answer to an answer hangs under the first comment, as on Facebook's page.
        """
        return self._comment(Verb.REPLY, target, text)

    def comment(self, target: Target, text: str, key: str) -> Receipt:
        """Comment as the Page on a post that is ours or names us."""
        return self._comment(Verb.COMMENT, target, text)

    def post(self, target: Target, text: str, key: str) -> Receipt:
        """Publish on our Page; the first address in the text gets a preview."""
        return self._publish(Verb.POST, text, link_in(text))

    def share(self, target: Target, text: str, key: str) -> Receipt:
        """Pass a post on: Graph has no share, so ours links to it."""
        if not target.url:
            raise Unsupported("This post has no address to link to.")
        return self._publish(Verb.SHARE, text, target.url)

    def like(self, target: Target, text: str, key: str) -> Receipt:
        """Like as the Page. Doing it again changes nothing, on Facebook and here."""
        us, (thing, _) = self.us, self.thing(target)
        self.api.start()
        body = self.api.ask(Verb.LIKE, self.api.graph.put_like, thing)
        with words.in_shape():
            words.need(body, "success")
        return Receipt(like_key(target.key, us), target.url)

    def delete(self, target: Target, text: str, key: str) -> Receipt:
        """Take down a post or comment of ours; what is gone already is no error."""
        _, (thing, _) = self.us, self.thing(target)
        self.api.start()
        try:
            self.api.ask(Verb.DELETE, self.api.graph.delete_object, thing)
        except DoneBefore:
            return Receipt(target.key, target.url)
        return Receipt(target.key, target.url)

    def _comment(self, verb: Verb, target: Target, text: str) -> Receipt:
        _, (thing, _) = self.us, self.thing(target)
        self.api.start()
        put = self.api.graph.put_comment
        made = made_in(self.api.ask(verb, put, thing, message=text), verb)
        where = words.comment_page(self.web, made, target.url)
        return Receipt(comment_key(made), where)

    def _publish(self, verb: Verb, text: str, link: str) -> Receipt:
        us, put = self.us, self.api.graph.put_object
        said = {"message": text, "link": link}
        said = {name: value for name, value in said.items() if value}
        self.api.start()
        made = made_in(self.api.ask(verb, put, us, "feed", **said), verb)
        return Receipt(post_key(made), words.page_of(self.web, made))


def made_in(body: words.Json, verb: Verb) -> str:
    """Graph's id of what was made."""
    made = str(body.get("id") or "")
    halves = made.split("_")
    if len(halves) != 2 or not all(half.isdigit() for half in halves):
        # It was accepted; only what it became did not come back
        raise silence(verb, "Facebook did not say what it became.")
    return made
