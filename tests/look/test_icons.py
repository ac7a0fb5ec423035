"""The sprite holds every icon that is named, only those, and each network's sign."""

from __future__ import annotations

import re
from pathlib import Path

from hub import context, parts
from hub.templatetags.look import HUES, NETWORKS, hue

ROOT = Path(__file__).parents[2]
SPRITE = set(
    re.findall(
        r'<symbol id="([\w-]+)"', (ROOT / "templates/parts/icons.html").read_text()
    )
)
NAMED = re.compile(
    r'{% icon "([\w-]+)"|icon_name="([\w-]+)"|icon_name\|default:"([\w-]+)"'
    r'|{% menu "[^"]*" "([\w-]+)"'
)


def named_in_templates() -> dict[str, str]:
    """Each icon that a template names, with one of the templates."""
    return {
        name: str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        for found in NAMED.findall(path.read_text())
        for name in found
        if name
    }


def test_every_icon_of_a_template_is_in_the_sprite() -> None:
    named = named_in_templates()
    assert "undo-2" in named
    missing = {name: at for name, at in named.items() if f"i-{name}" not in SPRITE}
    assert not missing


def test_no_icon_is_sent_with_every_page_for_nothing() -> None:
    """Each is quoted somewhere: in a template, or where Python chooses between them."""
    folders = ("templates", "hub", "accounts", "engagement")
    files = [path for name in folders for path in (ROOT / name).rglob("*.*")]
    texts = [path.read_text() for path in files if path.suffix in {".html", ".py"}]
    icons = {name[2:] for name in SPRITE if name.startswith("i-")}
    assert not {name for name in icons if not any(f'"{name}"' in one for one in texts)}


def test_every_place_of_the_frame_has_its_icon() -> None:
    icons = {place[1] for place in context.PLACES} | {one["icon"] for one in parts.NAV}
    assert {f"i-{icon}" for icon in icons} <= SPRITE


def test_every_network_has_its_sign() -> None:
    assert {f"n-{sign}" for sign, _ in NETWORKS.values()} <= SPRITE


def test_every_hue_that_a_name_may_get_has_its_colour() -> None:
    css = (ROOT / "static/css/parts.css").read_text()
    assert {hue(f"Organization {number}") for number in range(200)} == set(
        range(1, HUES + 1)
    )
    assert all(f".hue-{number} " in css for number in range(1, HUES + 1))
