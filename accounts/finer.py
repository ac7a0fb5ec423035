"""What the table of permissions cannot say by pages: who may do what inside one."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import Member
from accounts.permissions import Role


@dataclass(frozen=True, slots=True)
class Finer:
    """A rule inside pages: what it is about, who may, and from which role on it is
    told."""

    what: str
    rule: str
    least: Member.Role = Role.POSTER


FINER: tuple[Finer, ...] = (
    Finer(
        "By hand",
        "Whether it went out is said by who does it, by who accepted it, or by a "
        "supervisor; nobody else knows.",
    ),
    Finer(
        "A card that a colleague has",
        "Nobody else accepts it while it is theirs. Anybody may take it over, and they "
        "read who did.",
    ),
    Finer(
        "A call for help",
        "Who took it gives it back or says what was done; a supervisor may for "
        "anybody.",
    ),
    Finer(
        "What was held",
        "What a freeze held, anybody lets go once it is lifted. Whatever else is held "
        "waits for a supervisor.",
    ),
    Finer(
        "A private person, or spam",
        "Cards, lines and history of them are shown to supervisors and owners; to "
        "anybody else there are none.",
        # To a poster nothing says that a boundary may exist.
        Role.SUPERVISOR,
    ),
    Finer(
        "A note at the end of a shift",
        "Its writer changes it until somebody has read it; who is on duty, or a "
        "supervisor, says that it has arrived.",
    ),
    Finer(
        "Undo",
        "What goes out with one click, anybody takes back until it leaves; what waits "
        "by hand, only who does it, who accepted it, or a supervisor.",
    ),
    Finer(
        "Owners",
        "The last owner of a Center can neither step down nor leave.",
    ),
)
"""Rules inside pages that several roles open. Each is held where the verb is; this is
what people read."""
