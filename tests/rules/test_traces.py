"""Nothing in the repository tells of the machine it was written on."""

from __future__ import annotations

import re

import pytest

from tests.rules.tree import ROOT, files

pytestmark = pytest.mark.once

# In halves, so that this file does not find itself.
TRACES = re.compile(
    "|".join(
        [
            re.escape(str(ROOT)) + r"\b(?!/\*)" if len(ROOT.parts) > 2 else r"(?!)",
            r"(?<![\w.}])/(?:ro" + r"ot|wo" + r"rk|o" + r"pt)/\w",
            r"/ho" + r"me/\w+/",
            r"--(?:extra-)?index" + r"-url",
            r"--find" + r"-links",
            r"pypi\.(?:org|python)|python" + r"hosted\.org",
        ]
    )
)


def test_no_line_names_this_machine_or_a_registry() -> None:
    found = [
        f"{one.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for one in files()
        for number, line in enumerate(one.read_text("utf-8", "replace").splitlines(), 1)
        if TRACES.search(line)
    ]
    assert found == []
