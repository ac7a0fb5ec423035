"""Money as people read it; stored as millionths of a US dollar."""

from __future__ import annotations


def dollars(micro: int) -> str:
    """$0.01, $0.015, $1.20; 0 is "free"."""
    if not micro:
        return "free"
    if micro < 1000:
        return "under $0.001"
    text = f"{micro / 1_000_000:.3f}"
    return f"${text.removesuffix('0')}"
