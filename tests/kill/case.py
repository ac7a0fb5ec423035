"""A line of the outbox on its way, workers that die over it, and what became of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from redis import Redis

from engagement.models import Delivery, Interaction, Suggestion
from tests.engagement.rows import Town, mention, own_watch, peer, queued, town
from tests.press import Press
from tests.servers.house import House, Running, Sandbox
from tests.servers.ports import until

TEXT = "Thank you for telling us; our interns will be glad to hear it."
LEASE = 3.0


class Case:
    """One thanks on its way, and what became of it."""

    def __init__(self, house: House, sandbox: Sandbox) -> None:
        self.house, self.sandbox = house, sandbox
        house.env |= {
            "KINDRED_SEND_LEASE": str(LEASE),
            "KINDRED_POLL_STEPS": "0.4,1,2",
            "KINDRED_SWEEP": "0.3,0.3",
        }
        self.town: Town = town()
        self.begin()

    def begin(self) -> None:
        """Somebody named us on X, and our thanks is due."""
        self.watch = own_watch(self.town)
        made = self.sandbox.play("mention", who="riverside_kin")
        post = made.get("post", made)
        author = peer(self.town.center, handle="riverside_kin")
        self.card: Suggestion = mention(self.town, by=author, key=f"x:{post['id']}")
        self.delivery: Delivery = queued(self.town, self.card, TEXT)

    def posts(self) -> list[Any]:
        """Our posts with this text, as the public sees them."""
        return [
            post
            for post in self.sandbox.world()["x"]["posts"]
            if TEXT in post["text"] and post["author"] == "1001"
        ]

    def row(self) -> Delivery:
        self.delivery.refresh_from_db()
        return self.delivery

    def dies(self, moment: str) -> None:
        """A worker that dies at this moment by itself."""
        worker = self.start("tests.kill.worker", KILL_AT=moment)
        until(lambda: worker.process.poll() is not None, f"it dies {moment}")
        assert worker.process.returncode == -9, worker.said

    def killed_when(self, seen: Callable[[], Any], what: str) -> None:
        """A real worker, killed once this is seen."""
        worker = self.house.worker()
        until(seen, what, process=worker.process)
        worker.kill()

    def start(self, module: str, **env: str) -> Running:
        if self.house.env.get("REDIS_URL"):
            self.house.start("beat", "-m", "celery", "--quiet", "-A", "hub", "beat")
        return self.house.start("worker", "-m", module, **env)

    def is_left_as_it_was(self) -> None:
        """Nobody settled it: it is on its way, or on a slow machine its short lease has
        run out meanwhile; it is neither sent, nor failed, nor queued once more."""
        assert self.row().state in ("sending", "unconfirmed")

    def recovers(self, state: str) -> None:
        """Another worker, an emptied broker, and in the end this state."""
        if broker := os.environ.get("REDIS_URL"):
            with Redis.from_url(broker) as client:
                client.flushall()
        self.sandbox.mend()
        worker = self.house.worker()
        until(
            lambda: self.row().state == state,
            f"the row ends {state}, not {self.row().state}: {self.row().error}",
            process=worker.process,
        )

    def once(self) -> None:
        """One post in public, one kindness in the books, one link that opens it."""
        assert len(self.posts()) == 1
        assert Interaction.objects.filter(direction="out").count() == 1
        row = self.row()
        assert row.evidence == "seen"
        assert row.receipt_url.endswith(str(self.posts()[0]["id"]))
        self.card.refresh_from_db()
        assert self.card.state == "accepted"

    def sent_again(self) -> None:
        """The one button, pressed in a real web process."""
        press = Press(self.house.web(), self.town.poster)
        press.post(f"/c/csw/d/{self.delivery.pk}/again/")
