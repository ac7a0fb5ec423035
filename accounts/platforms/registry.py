"""Every platform that an account can be on."""

from __future__ import annotations

from typing import Final

from .base import Platform
from .blog import Blog
from .twitter import Twitter

PLATFORMS: Final[dict[str, type[Platform]]] = {
    "twitter": Twitter,
    "blog": Blog,
}
