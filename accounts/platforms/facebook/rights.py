"""What we ask Facebook for, and why, in words; and what is missing without it.

https://developers.facebook.com/docs/permissions and
https://developers.facebook.com/docs/pages-api/overview, read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from accounts.platforms.base import Refused


@dataclass(frozen=True, slots=True)
class Right:
    """One permission: what for, what nobody can do here without it.

    ``task`` is what the person must be allowed on the Page for it, "" for any role;
    without a ``needed`` one the Page cannot be connected at all.
    """

    scope: str
    why: str
    without: str
    task: str = ""
    needed: bool = False


RIGHTS: Final = (
    Right(
        "pages_show_list",
        "to see which Pages you may act for, so that you can choose yours",
        "Kindred is not told which Pages there are",
        needed=True,
    ),
    Right(
        "pages_read_engagement",
        "to read what your Page published, and who reacted",
        "Kindred cannot read what your Page published",
        needed=True,
    ),
    Right(
        "pages_read_user_content",
        "to read comments, visitors’ posts and tags: those are what you say thanks for",
        "comments and visitors’ posts are not seen",
    ),
    Right(
        "pages_manage_posts",
        "to publish a post that you approved, and to take it down again",
        "posts are published by hand",
        "CREATE_CONTENT",
    ),
    Right(
        "pages_manage_engagement",
        "to answer a comment with the text that you decided on",
        "comments are answered by hand",
        "MODERATE",
    ),
)
"""In the order in which a person is told; never ``pages_messaging``."""

SCOPES: Final = tuple(one.scope for one in RIGHTS)
WITHOUT: Final = "without:"
"""Before a permission that the person's role on the Page does not reach for.

It is kept among those that were given: Facebook's daily answer tells of permissions,
never of tasks.
"""


def usable(scopes: Iterable[str], tasks: Iterable[str]) -> frozenset[str]:
    """The permissions that count, with a mark for those that the role is too small for.

    Where no tasks are told, none is missing.
    """
    given, may = frozenset(scopes), frozenset(tasks)
    small = {one.scope for one in RIGHTS if one.task and one.task not in may}
    return still(given, {f"{WITHOUT}{one}" for one in small}) if may else given


def still(scopes: Iterable[str], before: Iterable[str]) -> frozenset[str]:
    """The permissions of today under the marks of when the Page was connected."""
    marks = {one for one in before if one.startswith(WITHOUT)}
    return frozenset(scopes) - {one.removeprefix(WITHOUT) for one in marks} | marks


def refuse_missing(scopes: Iterable[str]) -> None:
    """Raises Refused where a permission was declined that nothing works without."""
    given = set(scopes)
    for one in RIGHTS:
        if one.needed and one.scope not in given:
            raise Refused(
                f"Facebook did not give us “{one.scope}”. Without it {one.without}. "
                "Go to Facebook once more and leave it switched on."
            )


def missing(scopes: Iterable[str]) -> tuple[str, ...]:
    """A sentence for each permission that is not there, and what that means."""
    given = set(scopes)
    said = []
    for one in RIGHTS:
        if one.scope in given:
            continue
        without = f"{one.without[0].upper()}{one.without[1:]}"
        if f"{WITHOUT}{one.scope}" in given:
            why = "your role on the Page does not reach for it"
        else:
            why = f"“{one.scope}” was not allowed on Facebook"
        said.append(f"{without}: {why}.")
    return tuple(said)
