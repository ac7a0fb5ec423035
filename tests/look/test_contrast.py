"""Every declared pair of ink and ground can be read, in light, dark and more contrast.

Reads tokens.css itself, so that a colour changed by eye is checked by machine.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
COLOUR = re.compile(r"(--[\w-]+): (#[0-9a-f]{6});")
BLOCK = re.compile(r"(?:(@media [^{]+) \{\s+)?(:root[^{]*) \{([^}]*)\}")
HUES = re.compile(r"--hue-(\d+):")
GROUNDS = ("--ground", "--sunken", "--surface", "--raised", "--hover", "--chosen")
TEXT = 4.5
SIGN = 3.0

Tokens = dict[str, str]


def blocks() -> list[tuple[str, str, Tokens]]:
    """Each block of tokens.css: its media query ("" for none), selector, colours."""
    return [
        (media.strip(), selector.strip(), dict(COLOUR.findall(body)))
        for media, selector, body in BLOCK.findall(CSS)
    ]


def block(media: str, selector: str) -> Tokens:
    return next(
        colours
        for its_media, its_selector, colours in blocks()
        if (its_media, its_selector) == (media, selector)
    )


LIGHT = block("", ":root")
DARK = block("", ':root[data-theme="dark"]')
MORE = "@media (prefers-contrast: more)"
THEMES = {
    "light": LIGHT,
    "dark": LIGHT | DARK,
    "light, more contrast": LIGHT | block(MORE, ":root"),
    # Dark is the narrower selector, so it stands against what :root says later
    "dark, more contrast": LIGHT
    | block(MORE, ":root")
    | DARK
    | block(MORE, ':root[data-theme="dark"]'),
}


def pairs() -> list[tuple[str, str, float]]:
    """(ink, ground, the ratio it must reach)."""
    found = [
        (ink, ground, TEXT)
        for ink in ("--ink", "--ink-soft", "--ink-faint")
        for ground in GROUNDS
    ]
    for state in ("owed", "offered", "danger", "ok"):
        found += [(f"--{state}", f"--{state}-soft", TEXT)]
        found += [(f"--{state}", ground, TEXT) for ground in ("--ground", "--surface")]
        found += [("--ink", f"--{state}-soft", TEXT)]
        found += [("--accent-ink", f"--{state}-soft", TEXT)]
    found += [
        (ink, ground, TEXT)
        for ink in ("--owed", "--danger", "--accent-ink")
        for ground in ("--sunken", "--chosen", "--hover", "--raised", "--accent-soft")
    ]
    found += [
        ("--on-accent", "--accent", TEXT),
        ("--on-accent", "--accent-strong", TEXT),
        ("--on-danger", "--danger", TEXT),
        ("--on-danger", "--danger-strong", TEXT),
        ("--accent-ink", "--ground", TEXT),
        ("--accent-ink", "--surface", TEXT),
        ("--accent-strong", "--ground", TEXT),
        ("--accent-strong", "--surface", TEXT),
    ]
    found += [("--on-hue", f"--hue-{number}", TEXT) for number in HUES.findall(CSS)]
    for sign in ("--line-field", "--accent", "--focus"):
        found += [(sign, ground, SIGN) for ground in GROUNDS]
    return list(dict.fromkeys(found))


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance of ``#rrggbb``."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_every_ink_can_be_read_on_its_ground(theme: str) -> None:
    tokens = THEMES[theme]
    faint = [
        f"{ink} on {ground}: {contrast(tokens[ink], tokens[ground]):.2f} < {least}"
        for ink, ground, least in pairs()
        if contrast(tokens[ink], tokens[ground]) < least
    ]
    assert not faint


@pytest.mark.parametrize("theme", ["light, more contrast", "dark, more contrast"])
def test_whoever_asks_for_more_contrast_gets_it(theme: str) -> None:
    tokens = THEMES[theme]
    assert contrast(tokens["--ink"], tokens["--surface"]) > 18
    assert contrast(tokens["--ink-soft"], tokens["--surface"]) > 7
    assert contrast(tokens["--line"], tokens["--surface"]) > SIGN


def test_dark_is_the_same_by_device_and_by_choice() -> None:
    by_device = ':root:not([data-theme="light"])'
    assert block("@media (prefers-color-scheme: dark)", by_device) == DARK
    more_and_dark = f"{MORE} and (prefers-color-scheme: dark)"
    assert block(more_and_dark, by_device) == block(MORE, ':root[data-theme="dark"]')


def test_dark_answers_every_colour_of_light() -> None:
    assert set(DARK) == set(LIGHT)
