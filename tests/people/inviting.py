"""An owner invites somebody, in a test."""

from __future__ import annotations

from accounts.models import Member
from tests.people.door import PASSWORD, inside, link_in_mail

LIST = "/c/csw/settings/invitations/"
ADA = {"email": "Ada@Example.edu", "name": "Ada", "role": "poster"}
TYPED = {"name": "Ada Adeyemi", "password": PASSWORD}


def invites(iris: Member, **typed: str) -> str:
    """The path of the link that went out."""
    answer = inside(iris).post(f"{LIST}invite/", ADA | typed)
    assert answer.status_code == 302, answer.text
    return link_in_mail()
