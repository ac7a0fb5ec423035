"""A Center whose account is on the sandbox: one thanks leaves, one mention waits."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import Account, App
from engagement import deliver, ingest
from engagement.models import Delivery, Interaction, Suggestion, Watch
from tests.engagement.rows import Town, mention, own_watch, peer, queued, town
from tests.sandbox.running import Sandbox

TEXT = "Thank you for telling us; our interns will be glad to hear it."
BACKEND = "django.contrib.auth.backends.ModelBackend"


class Ground:
    """What happens in one case, and what can be seen of it."""

    text = TEXT

    def __init__(self, net: Sandbox) -> None:
        self.net = net
        self.town: Town = town()
        self.own = own_watch(self.town)
        self.mentions = Watch.objects.create(
            center=self.town.center,
            account=self.town.x,
            kind="mentions",
            target_key="mentions",
            title="Mentions",
        )
        ingest.poll(self.mentions.pk)
        made = net.play("mention", who="riverside_kin")
        author = peer(self.town.center, handle="riverside_kin")
        self.card: Suggestion = mention(self.town, by=author, key=f"x:{made['id']}")
        self.delivery: Delivery = queued(self.town, self.card, TEXT)
        self.waiting = net.play("mention", who="harbor_youth")

    def strikes(self, fault: str, **how: Any) -> None:
        """The thanks is sent and the mentions are read, both into this fault."""
        self.net.fault(fault, times=-1, **how)
        deliver.send(self.delivery.pk)
        self.look(self.mentions)

    def look(self, watch: Watch) -> None:
        Watch.objects.filter(pk=watch.pk).update(next_at=timezone.now())
        ingest.poll(watch.pk)
        self.refresh()

    def refresh(self) -> None:
        for row in (self.delivery, self.card, self.mentions, self.own, self.town.x):
            row.refresh_from_db()

    @property
    def public(self) -> int:
        """How many posts of ours with this text the public sees."""
        return sum(TEXT in text for text in self.net.texts())

    @property
    def caught_up(self) -> bool:
        """Whether the mention that waited became a kindness."""
        key = f"x:{self.waiting['id']}"
        return Interaction.objects.filter(key=key, weighed_at=None).exists()

    @property
    def held(self) -> str:
        """What is held for want of a person: the account, the app, or nothing."""
        if Account.objects.filter(held_at__isnull=False).exists():
            return "account"
        return "app" if App.objects.filter(held_at__isnull=False).exists() else ""

    @property
    def watch(self) -> Watch:
        return self.mentions

    def sees(self, page: str) -> str:
        """A page as the poster sees it, without its markup's escapes."""
        client = Client()
        client.force_login(self.town.poster.user, BACKEND)
        return " ".join(unescape(client.get(f"/c/csw/{page}").text).split())

    def passes(self) -> None:
        """The trouble is over, and as much time goes by as each row asked for."""
        self.net.mend()
        long_ago = timezone.now() - timedelta(seconds=settings.SEND_LEASE + 5)
        Delivery.objects.filter(state="queued").update(due_at=timezone.now())
        Delivery.objects.update(claimed_at=long_ago)
        Account.objects.update(next_send_at=timezone.now())

    def reconnects(self) -> None:
        """A person did what the sentence asked for."""
        Account.objects.update(held_at=None, held_reason="")
        App.objects.update(held_at=None, held_reason="")

    def goes_on(self) -> None:
        """What the worker does by itself in the sweeps that follow."""
        for pk in deliver.due(timezone.now()):
            deliver.send(pk)
        self.look(self.mentions)
        self.look(self.own)
        deliver.match_own(timezone.now())
        deliver.note_looks(timezone.now())
        self.refresh()
