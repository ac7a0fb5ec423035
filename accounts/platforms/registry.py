"""Every platform that an account can be on."""

from __future__ import annotations

from typing import Final

from .base import Platform
from .blog import Blog
from .facebook import Facebook
from .twitter import Twitter

PLATFORMS: Final[dict[str, type[Platform]]] = {
    "twitter": Twitter,
    "facebook": Facebook,
    "blog": Blog,
}
