"""Each setting that comes from the environment has its line in .env.example."""

from __future__ import annotations

import re

import pytest

from tests.rules.tree import ROOT

pytestmark = pytest.mark.once

READ = re.compile(r'(?:env(?:\.\w+)?|numbers|hosts)\(\s*"([A-Z_]+)"')
LINE = re.compile(r"^(?:# )?([A-Z][A-Z_]+)=", re.MULTILINE)
# Read by the start and by docker-compose.yml, not by Django.
ELSEWHERE = {"PORT", "POSTGRES_PASSWORD"}


def test_every_setting_stands_in_the_example_and_the_other_way_around() -> None:
    sources = [ROOT / "hub" / name for name in ("settings.py", "env.py")]
    read = {name for one in sources for name in READ.findall(one.read_text())}
    told = set(LINE.findall((ROOT / ".env.example").read_text()))
    assert read | ELSEWHERE == told


def test_the_example_holds_no_secret() -> None:
    example = (ROOT / ".env.example").read_text()
    for name in ("KINDRED_SECRET_KEY", "KINDRED_TOKEN_KEYS", "POSTGRES_PASSWORD"):
        assert re.search(rf"^{name}=$", example, re.MULTILINE)
