"""The files of the repository, as far as they are ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_OURS = {".git", ".venv", "var", "build", "vendor", ".hypothesis"}
TEXT = {
    "",
    *(".cfg", ".css", ".example", ".html", ".in", ".js", ".json", ".md", ".py"),
    *(".sh", ".svg", ".toml", ".txt", ".xml", ".yml", ".ini", ".php"),
}


def files() -> Iterator[Path]:
    """Every text file that is, or would be, in the repository."""
    folders = [ROOT]
    while folders:
        for one in sorted(folders.pop().iterdir()):
            cache = one.name.endswith("cache") or one.name == "__pycache__"
            if one.name in NOT_OURS or cache or one.name == ".env":
                continue
            if one.is_dir():
                folders.append(one)
            elif one.suffix in TEXT:
                yield one


def code() -> list[Path]:
    """Our Python, without the migrations that Django writes."""
    return [
        one for one in files() if one.suffix == ".py" and "migrations" not in one.parts
    ]
