"""People: a user signs in; a member is that person's place and role in a Center."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models.center import Center
from accounts.models.tenancy import OfCenter, checked


class Users(BaseUserManager["User"]):
    """Makes users. The e-mail is kept in lower case: one signs in by it, and letters
    go there. Raises ValidationError where it is no address."""

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> User:
        email = User._meta.get_field("email").clean(email.strip().lower(), None)
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: Any) -> User:
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, **fields
        )


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. Has no Center and no role; leaving never deletes.

    ``session_salt`` is part of every session of theirs: a new one ends them all.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    session_salt = models.CharField(max_length=32, blank=True, editable=False)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_session_auth_hash(self) -> str:
        """What a session must hold to be this person's."""
        return self._salted(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same by older secret keys."""
        # The base class says "str", and yields.
        older: Iterable[str] = super().get_session_auth_fallback_hash()
        yield from map(self._salted, older)

    def _salted(self, plain: str) -> str:
        # Without a salt as Django makes it, so that nobody is signed out by an upgrade
        if not self.session_salt:
            return plain
        return salted_hmac("kindred.session", plain + self.session_salt).hexdigest()


@checked
class Member(models.Model):
    """A person's place in a Center."""

    class Role(models.TextChoices):
        POSTER = "poster"
        SUPERVISOR = "supervisor"
        OWNER = "owner"

    center = models.ForeignKey(Center, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.POSTER)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    looked_around_at = models.DateTimeField(null=True, blank=True)

    objects = OfCenter.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["center", "user"],
                condition=models.Q(left_at=None),
                name="member_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def name(self) -> str:
        """What colleagues read: the given name, or the e-mail's first half."""
        return self.user.name or self.user.email.partition("@")[0]

    @property
    def supervises(self) -> bool:
        """May freeze, settle what others began, and see to the accounts."""
        return self.role in (self.Role.SUPERVISOR, self.Role.OWNER)
