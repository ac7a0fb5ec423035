"""Our accounts on the networks, the apps they use, and whose hands may act for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, models
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.models.center import Center
from accounts.models.member import Member
from accounts.models.tenancy import OfCenter, checked
from accounts.vault import SecretField, opens

MOST_NAMED = 3


class Network(models.TextChoices):
    """The kinds of network an account or a profile can be on."""

    TWITTER = "twitter", "X"
    FACEBOOK = "facebook", "Facebook"
    BLOG = "blog", "Blog"
    PERSON = "person", "In person"


@checked
class App(models.Model):
    """The Center's developer app on a network: whose credit, whose limits.

    ``budget_micro`` is a month's limit in millionths of a US dollar; 0 is no limit.
    ``told_at``: when people were told by mail that it is held.
    """

    center = models.ForeignKey(Center, models.CASCADE, related_name="apps")
    platform = models.CharField(max_length=12, choices=Network.choices)
    client_id = models.CharField(max_length=200)
    secret = SecretField()
    owner_external_id = models.CharField(max_length=200, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_reason = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    budget_micro = models.BigIntegerField(default=0)

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["center", "platform", "client_id"], name="app_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.platform} {self.client_id}"


@checked
class Account(models.Model):
    """One of our presences. Connected once in the whole installation.

    ``checked_at``: when its network last told whether the token still works;
    ``check_wanted_at``: not before then it is to be asked, whatever the day;
    ``answer``: what it said then, "" for all well; ``limits``: what it said is left,
    by verb. ``told_at``: when people were told by mail that it is held.
    ``access_ends_at``: when it must be connected again, where the network names an end
    that no refresh moves; ``end_told_at``: when people were told of that.
    """

    center = models.ForeignKey(Center, models.CASCADE, related_name="accounts")
    app = models.ForeignKey(
        App, models.PROTECT, null=True, blank=True, related_name="accounts"
    )
    platform = models.CharField(max_length=12, choices=Network.choices)
    host = models.CharField(max_length=200, blank=True)
    external_id = models.CharField(max_length=200)
    handle = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    web_url = models.URLField(max_length=500, blank=True)
    tokens = SecretField()
    token_version = models.PositiveIntegerField(default=0)
    token_ends_at = models.DateTimeField(null=True, blank=True)
    refresh_until = models.DateTimeField(null=True, blank=True)
    granted = models.JSONField(default=dict, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    check_wanted_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    limits = models.JSONField(default=dict, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_reason = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    access_ends_at = models.DateTimeField(null=True, blank=True)
    end_told_at = models.DateTimeField(null=True, blank=True)
    next_send_at = models.DateTimeField(null=True, blank=True)
    connected_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    connected_at = models.DateTimeField(default=timezone.now)
    disconnected_at = models.DateTimeField(null=True, blank=True)

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "host", "external_id"],
                condition=models.Q(disconnected_at=None),
                name="presence_once",
            ),
        ]
        indexes = [models.Index(fields=["center", "platform"])]

    def __str__(self) -> str:
        return f"@{self.handle}" if self.platform == Network.TWITTER else self.title

    @property
    def has_token(self) -> bool:
        """Whether a machine can act for it at all; else everything is by hand."""
        return bool(self.tokens)

    @classmethod
    def wrong_keys(cls) -> str:
        """A sentence for who starts us with keys that open not every token; else ""."""
        rows = cls._default_manager.filter(disconnected_at=None).exclude(tokens="")
        # As the column keeps them: read as usual, what cannot be opened is "".
        stored = rows.annotate(sealed=Cast("tokens", models.TextField())).order_by("pk")
        try:
            names = [str(one) for one in stored if not opens(one.sealed)]
        except DatabaseError:
            # No table yet, so nothing is stored.
            return ""
        if not names:
            return ""
        more = len(names) - MOST_NAMED
        rest = f" and {more} more" if more > 0 else ""
        return (
            "KINDRED_TOKEN_KEYS does not open the tokens of "
            f"{', '.join(names[:MOST_NAMED])}{rest}. Put the key back that they were "
            "stored with, behind a comma; or, if it is lost, connect these accounts "
            "again under Accounts."
        )

    @classmethod
    def check(
        cls, *, databases: Sequence[str] | None = None, **rest: Any
    ) -> list[CheckMessage]:
        """Of ``migrate``, and ``check --database default``: the keys are the right."""
        found = super().check(databases=databases, **rest)
        if databases and (sentence := cls.wrong_keys()):
            found.append(Error(sentence, id="accounts.E001"))
        return found


@checked
class Hands(models.Model):
    """Who may act for an account on the network itself, with a login of their own."""

    class How(models.TextChoices):
        DELEGATE = "delegate"
        PAGE_ACCESS = "page_access"
        LOGIN = "login"
        DEVICE = "device"

    center = models.ForeignKey(Center, models.CASCADE, related_name="hands")
    account = models.ForeignKey(Account, models.CASCADE, related_name="hands")
    member = models.ForeignKey(Member, models.CASCADE, related_name="hands")
    how = models.CharField(max_length=12, choices=How.choices, default=How.DELEGATE)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "member"],
                condition=models.Q(until=None),
                name="hands_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} for {self.account}"
