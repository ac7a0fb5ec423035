"""What the wizard is made of: a path is a way to connect, a step one page of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from accounts.models import Account, Attempt, Member

Act = Callable[[Attempt, Mapping[str, Any], Member], str]
"""Do what the step is for; gives the key of the next step, or a whole address
(``https://…``) at the network to which the person goes on, and comes back from.

What the form said is kept already (``store.told``). Raises a PlatformError with a
sentence for the person; the attempt then stays where it is, and can be tried again.
"""
Back = Callable[[Attempt, Mapping[str, str], Mapping[str, str], Member], str]
"""The person is back from the network: (attempt, what the address said, what
``store.expect_back`` was given, by); gives the next step's key, or raises as above."""
Shows = Callable[[Attempt], dict[str, Any]]
"""What the step's template is told beside the frame's own: never a secret."""

Known = Callable[[Account], dict[str, Any]]
"""What a path need not ask again of an account that was here: as ``store.tell`` takes
it; {} where too little is known to begin anywhere but at the first step."""

NEXT = ""
"""In place of a key: the step that comes after this one."""
TEST, HANDS = "test", "hands"


def nothing(attempt: Attempt) -> dict[str, Any]:
    """No more than the frame's own."""
    return {}


def unknown(account: Account) -> dict[str, Any]:
    """All is asked again."""
    return {}


def go_on(attempt: Attempt, said: Mapping[str, Any], by: Member) -> str:
    """What was typed is kept; nothing else is to be done."""
    return NEXT


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the wizard.

    ``template`` is put above the form, in the frame's card. ``form``'s fields hold
    what JSON can hold; a field that is a PasswordInput is never shown again, and left
    empty it keeps what was typed before. ``button`` is the main button's label.
    """

    key: str
    title: str
    template: str = ""
    form: type[forms.Form] | None = None
    act: Act = go_on
    button: str = "Continue"
    shows: Shows = nothing


COMMON = (
    Step(TEST, "What it can do", "accounts/connect/test.html"),
    Step(HANDS, "Whose hands"),
)
"""At the end of each path; their pages are the frame's own."""


@dataclass(frozen=True, slots=True)
class Path:
    """A way to connect an account of a network: its steps up to "connected".

    ``why`` is one sentence on when to choose it; ``needs`` what one should have at
    hand; ``back`` reads the network's answer at the callback address. ``by_hand``:
    without any key, so that it is no way to connect again. An account that is connected
    again begins at ``again_at``, where ``known`` has what the steps before would ask.
    """

    platform: str
    way: str
    label: str
    why: str
    needs: tuple[str, ...]
    minutes: int
    steps: tuple[Step, ...]
    back: Back | None = None
    by_hand: bool = False
    known: Known = unknown
    again_at: str = ""

    @property
    def key(self) -> str:
        """How the form of the choice names it."""
        return f"{self.platform}-{self.way}"

    @property
    def every_step(self) -> tuple[Step, ...]:
        return (*self.steps, *COMMON)

    def step(self, key: str) -> Step | None:
        return next((one for one in self.every_step if one.key == key), None)

    def after(self, key: str) -> str:
        """The key of the step that follows; of the last one, its own."""
        keys = [one.key for one in self.every_step]
        return keys[min(keys.index(key) + 1, len(keys) - 1)]

    def begin(self, known: Mapping[str, Any]) -> str:
        """Where an account that was here before begins, with what is known of it."""
        return self.again_at if self.again_at and known else self.steps[0].key
