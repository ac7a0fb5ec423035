"""The first Center, from an empty database, by who has the code; and one more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from django.conf import settings
from django.core import signing
from django.db import connection, transaction
from django.urls import reverse
from django.utils.text import slugify

from accounts.addresses import note_address
from accounts.models import Activity, Center, Hours, Member, User

SALT = "accounts.founding"
LASTS = timedelta(hours=24)
OPENS, CLOSES = time(9), time(17)
WORKDAYS = range(5)


class Founded(Exception):
    """The code was used: there is one Center more than when it was made."""


@dataclass(frozen=True, slots=True)
class NewOwner:
    """Who founds, and signs in by it from then on."""

    name: str
    email: str
    password: str


def new_code() -> str:
    """A code for one Center more than there are. It is kept nowhere.

    It is signed, and says how many Centers there are: by making one it is used up.
    """
    return signing.dumps(Center.objects.count(), salt=SALT)


def opens(code: str) -> bool:
    """Whether this code still makes a Center."""
    return _told(code) == Center.objects.count()


def link() -> str:
    """The whole address with a new code."""
    return f"{settings.KINDRED_SITE}{reverse('setup')}?code={new_code()}"


@transaction.atomic
def found(code: str, *, by: User | NewOwner, name: str, zone: str) -> Member:
    """Make a Center and its first owner, who is the user or a new one.

    Raises Founded where the code was used, also in the same moment.
    """
    _one_at_a_time()
    if not opens(code):
        raise Founded
    user = by if isinstance(by, User) else _made(by)
    center = Center.objects.create(slug=_free(slugify(name)), name=name, zone=zone)
    Hours.objects.bulk_create(
        Hours(center=center, weekday=day, opens=OPENS, closes=CLOSES)
        for day in WORKDAYS
    )
    owner = Member.objects.create(center=center, user=user, role=Member.Role.OWNER)
    Activity.record(owner, "made the Center", center)
    return owner


def _told(code: str) -> int | None:
    try:
        return int(signing.loads(code, salt=SALT, max_age=LASTS))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _one_at_a_time() -> None:
    """Two with one code: the second waits, and then sees the Center of the first.

    There is no row to lock yet. On SQLite every transaction begins as a writer's.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE accounts_center IN SHARE ROW EXCLUSIVE MODE")


def _made(new: NewOwner) -> User:
    user = User.objects.create_user(new.email, new.password, name=new.name)
    # Who can start a command on the server has said that this address is theirs.
    note_address(user, verified=True)
    return user


def _free(wanted: str) -> str:
    """This word for the path, or with a number behind it."""
    slug, number = wanted[:40].strip("-"), 2
    while Center.objects.filter(slug=slug).exists():
        slug, number = f"{wanted[:40].strip('-')}-{number}", number + 1
    return slug
