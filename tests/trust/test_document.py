"""docs/security.md is true: what it names exists, and no form takes files."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from django import forms

import accounts
import engagement
import hub
from tests.rules.tree import ROOT

DOCUMENT = ROOT / "docs" / "security.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PLACES = re.compile(r"`((?:accounts|engagement|hub|tests)/[\w/]+\.py)")


@pytest.mark.once
def test_every_test_it_names_exists() -> None:
    named = NAMED.findall(DOCUMENT.read_text())
    assert len(named) > 12
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not (ROOT / file).exists() or f"def {name}(" not in (ROOT / file).read_text()
    ]
    assert missing == []


@pytest.mark.once
def test_every_file_it_names_exists() -> None:
    places = PLACES.findall(DOCUMENT.read_text())
    assert [one for one in places if not (ROOT / one).exists()] == []


def every_kind_of(form: type[forms.BaseForm]) -> set[type[forms.BaseForm]]:
    """All that is made of it, and of what is."""
    made = set(form.__subclasses__())
    return made.union(*map(every_kind_of, made))


@pytest.mark.once
def test_no_form_of_ours_takes_a_file() -> None:
    """A first one must bring its checks, and change the document."""
    for package in (hub, accounts, engagement):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "forms" in found.name or ".views" in found.name:
                importlib.import_module(found.name)
    ours = [
        one
        for one in every_kind_of(forms.BaseForm)
        if one.__module__.split(".")[0] in ("hub", "accounts", "engagement")
    ]
    assert len(ours) > 10
    taking = [
        f"{one.__name__}.{name}"
        for one in ours
        for name, field in getattr(one, "base_fields", {}).items()
        if isinstance(field, forms.FileField)
    ]
    assert taking == []
    pages = (ROOT / "templates").rglob("*.html")
    assert [one.name for one in pages if 'type="file"' in one.read_text()] == []
