"""A post: something published, by a contact or by us, as a platform showed it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models import Account, Center
from accounts.models.tenancy import OfCenter
from engagement.models.profile import Profile


class Post(models.Model):
    """Theirs (``profile``) or ours (``account``), never both.

    ``text`` is plain and blanked after ``text_until``; ``html`` was sanitized before
    it was stored (blogs). ``weighed_at`` says that suggest has looked at it.
    ``abridged``: of a longer text, only its beginning or a few words are known here.
    """

    center = models.ForeignKey(Center, models.CASCADE, related_name="posts")
    profile = models.ForeignKey(
        Profile, models.CASCADE, null=True, blank=True, related_name="posts"
    )
    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="posts"
    )
    key = models.CharField(max_length=300)
    url = models.URLField(max_length=1000, blank=True)
    url_key = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    text_until = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    published_at = models.DateTimeField(default=timezone.now)
    noticed_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)
    conversation_key = models.CharField(max_length=300, blank=True)
    reply_to_key = models.CharField(max_length=300, blank=True)
    quotes_key = models.CharField(max_length=300, blank=True)
    shares_key = models.CharField(max_length=300, blank=True)
    links = models.JSONField(default=list, blank=True)
    media = models.JSONField(default=list, blank=True)
    shares = models.PositiveIntegerField(default=0)
    quotes = models.PositiveIntegerField(default=0)
    summons_us = models.BooleanField(default=False)
    takes_comments = models.BooleanField(default=False)
    abridged = models.BooleanField(default=False)
    peer = models.BooleanField(default=False)
    first_look = models.BooleanField(default=False)
    weighed_at = models.DateTimeField(null=True, blank=True)

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["center", "key"], name="post_once"),
            models.CheckConstraint(
                condition=models.Q(profile=None, account__isnull=False)
                | models.Q(profile__isnull=False, account=None),
                name="post_theirs_or_ours",
            ),
        ]
        indexes = [
            models.Index(fields=["center", "-published_at"]),
            models.Index(fields=["center", "profile", "-published_at"]),
            models.Index(fields=["center", "account", "-published_at"]),
            models.Index(fields=["center", "url_key"]),
            models.Index(
                fields=["center", "-published_at", "-id"],
                condition=models.Q(peer=True),
                name="post_around_shown",
            ),
            models.Index(
                fields=["center", "-noticed_at"],
                condition=models.Q(peer=True),
                name="post_around",
            ),
            models.Index(
                fields=["center", "noticed_at"],
                condition=models.Q(weighed_at=None, peer=True),
                name="post_unweighed",
            ),
            models.Index(
                fields=["account", "noticed_at"],
                condition=models.Q(weighed_at=None, account__isnull=False),
                name="post_ours_unweighed",
            ),
            models.Index(
                fields=["text_until"],
                condition=models.Q(text_until__isnull=False),
                name="post_text_until",
            ),
        ]

    def __str__(self) -> str:
        return self.key
