"""What happens from the end of February to the first of April, day by day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from accounts.models import Member
from engagement.models import Contact, Delivery, Suggestion
from tests.report.desk import Desk, open_cards
from tests.report.month import Month, at
from tests.report.seen import NEED

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
AT_WORK = (0, 1, 3, 4)
"""Open on Wednesdays, too; but then nobody looks, which makes the test quicker."""
# Past, for the sandbox's blogs ask SQLite what time it is, and that has its own clock.
FIRST, LAST = date(2026, 2, 23), date(2026, 4, 1)
HOLIDAY = date(2026, 3, 13)
NIGHTS = {
    date(2026, 2, 28): "HarborYouth",
    date(2026, 3, 8): "MercyElders",
    date(2026, 3, 31): "jo_walker",
}
"""Late in the evening, when a day, a week and the month end: by the networks' clock it
is the next day already."""
ON_X = ("RiversideFood", "HarborYouth", "MercyElders", "jo_walker", "tomas_lindqvist")
SHARERS = ("KinshipNetwork", "EastsideHarvest", "OpenDoorHousing", "ned_stone")
READERS = ("Noor Haddad", "Bea Alvarez", "Ike Moreno")
ON_FACEBOOK = ("Ed Kowalczyk", "Aisha Nur", "Gus Webb")
LEFT = 0.3
"""Of what is open, so much is left for another time."""
REASONS = ("nothing", "old", "not_kind", "other", "wrong")


@dataclass
class Story:
    """Chance has a seed: every run tells the same month."""

    month: Month
    desk: Desk
    people: tuple[Member, ...]
    chance: Random
    number: int = 0
    told: set[int] = field(default_factory=set)
    """Cards that somebody has answered in the network's own app."""

    def tell(self) -> None:
        """All of it."""
        for day in (FIRST + n * DAY for n in range(1, (LAST - FIRST).days + 1)):
            if day.weekday() in AT_WORK:
                self.work(day)
            if day in NIGHTS:
                self.month.go(at(day, 23, 30))
                self.mention(NIGHTS[day])
                self.month.go(at(day, 23, 40))
                self.month.look()

    def work(self, day: date) -> None:
        """One day at the Center."""
        self.month.go(at(day, 9, 30))
        self.outside((day - FIRST).days)
        # Never a day to the second after the last look: that is how long an answer
        # counts for what comes after it.
        self.month.go(at(day, 10, day.day % 2 * 5))
        self.month.look()
        for hour, minute in ((10, 30), (15, 0)):
            self.month.go(at(day, hour, minute))
            self.answer()
            self.month.send()

    # What others do

    def mention(self, who: str) -> None:
        self.number += 1
        self.month.play(
            "mention", who=who, text=f"@CenterSW your notes helped, no. {self.number}"
        )

    def outside(self, day: int) -> None:
        """Each day other things, and other people."""
        self.number += 1
        said, play, pick = f"no. {self.number}", self.month.play, self.chance.choice
        if day % 7 == 1:
            self.month.hand("/x/intent/tweet", text=f"Our reading group meets, {said}")
            self.month.hand("/facebook/CenterSW/write", text=f"We meet, {said}")
            self.month.blog_post(f"What we read in the spring, {said}")
        if day == 17:
            play("mention", who="lost_one", text=f"@CenterSW {NEED}, {said}")
        for what in self.chance.sample(WHAT, 3):
            if what == "mention":
                self.mention(pick(ON_X))
                continue
            who, words = WORDS.get(what, (ON_FACEBOOK, "Good to read"))
            more = {"text": f"{words}, {said}"} if words else {}
            play(what, who=pick(who).format(day), **more)

    # What the members do

    def answer(self) -> None:
        """Go through what stands on the queue; some of it is left for later."""
        for card in open_cards():
            if self.chance.random() < LEFT:
                continue
            by, act = self.chance.choice(self.people), self.chance.choice(ACTS)
            if card.account is None and act in BY_ACCOUNT:
                act = "mail"
            if card.pk not in self.told:
                getattr(self, act)(by, card)
        # Apart from the hours at which one answers, or due and done would race.
        self.month.go(self.month.now + 7 * MINUTE)
        if self.chance.random() < 0.2:
            self.kindness(self.chance.choice(self.people))
        share = Suggestion.objects.filter(kind="share", state="open").first()
        if share is not None:
            self.desk.accept(self.chance.choice(self.people), share, "")

    def wait(self, by: Member, card: Suggestion) -> None:
        """Nobody gets round to it."""

    def later(self, by: Member, card: Suggestion) -> None:
        self.desk.later(by, card)

    def thank(self, by: Member, card: Suggestion) -> None:
        """The main button, and by hand all of the way."""
        self._thank(by, card, really=True, done=self.chance.random() < 0.5)

    def only_say(self, by: Member, card: Suggestion) -> None:
        """By hand, where nobody can look; else as usual."""
        self._thank(by, card, really=False, done=True)

    def begin(self, by: Member, card: Suggestion) -> None:
        """By hand, and never again a word of it."""
        self._thank(by, card, really=False, done=False)

    def _thank(self, by: Member, card: Suggestion, *, really: bool, done: bool) -> None:
        self.number += 1
        text = f"Thank you, it is good to hear this. No. {self.number}."
        page = self.desk.accept(by, card, text)
        line = Delivery.objects.filter(suggestion=card, state="by_hand").first()
        if line is None:
            return
        if really and "/x/intent/" in page:
            self.desk.by_hand(page)
        elif not done:
            return
        if done:
            self.desk.done(by, card, line)

    def undo(self, by: Member, card: Suggestion) -> None:
        """Begun, and taken back at once."""
        self.number += 1
        self.desk.accept(by, card, f"Thank you. No. {self.number}.")
        if card.deliveries.filter(state="queued").exists():
            self.desk.undo(by, card)

    def no(self, by: Member, card: Suggestion) -> None:
        self.desk.no(by, card, self.chance.choice(REASONS))

    def mail(self, by: Member, card: Suggestion) -> None:
        self.desk.elsewhere(by, card)

    def in_the_app(self, by: Member, card: Suggestion) -> None:
        """Somebody answers in the network's own app, and tells nobody."""
        if card.profile.platform == "twitter" and card.post and card.post.url:
            self.number += 1
            self.told.add(card.pk)
            form = {"in_reply_to": card.post.key.removeprefix("x:")}
            self.month.hand(
                "/x/intent/tweet", text=f"Thanks! No. {self.number}.", **form
            )

    def kindness(self, by: Member) -> None:
        """Something at lunch."""
        way, kind = self.chance.choice((("in", "introduction"), ("out", "other")))
        who = self.chance.choice(("Riverside Food Bank", "Ida from the county"))
        self.desk.kindness(by, way, who, kind)

    def marks(self, by: Member, name: str, kind: str) -> None:
        """A supervisor says what somebody is."""
        self.desk.says(by, Contact.objects.get(name=name), kind)


WORDS: dict[str, tuple[tuple[str, ...], str]] = {
    "reply": (ON_X, "We use it with interns"),
    "quote": (ON_X, "We use it with interns"),
    "share": (SHARERS, ""),
    "like": (SHARERS, ""),
    "follow": (("FieldEdForum", "LakesideSSW", "new_{}"), ""),
    "blog_link": (("riverside", "harbor"), "Reading"),
    "blog_comment": (READERS, "We used the checklist"),
    "peer_post": (("MercyElders",), "Ride-alongs on Tuesday"),
}
"""Who does it, and in what words."""
WHAT = (
    *("mention", "mention", "reply", "quote", "share", "share", "like", "follow"),
    *("blog_link", "blog_comment", "peer_post", "fb_comment", "fb_visitor_post"),
    *("fb_tag", "fb_share", "fb_comment"),
)
ACTS = (
    *("thank", "thank", "thank", "only_say", "begin", "undo", "no", "mail"),
    *("wait", "wait", "later", "in_the_app"),
)
BY_ACCOUNT = ("thank", "only_say", "begin", "undo")
