"""What several web processes count together: how often somebody tried to sign in."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError


class PlainText:
    """JSON in place of pickle: who can write into Redis cannot make us run code."""

    def dumps(self, value: Any) -> str:
        return json.dumps(value)

    def loads(self, text: bytes) -> Any:
        return json.loads(text)


class SharedCounts(RedisCache):
    """In Redis; while it is away each process counts by itself, and people get in."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.own = LocMemCache("counts", {**params, "OPTIONS": {}})

    def _or_own(self, name: str, *args: Any, **how: Any) -> Any:
        shared: Callable[..., Any] = getattr(super(), name)
        try:
            return shared(*args, **how)
        except RedisError:
            return getattr(self.own, name)(*args, **how)

    def get(self, *args: Any, **how: Any) -> Any:
        return self._or_own("get", *args, **how)

    def set(self, *args: Any, **how: Any) -> Any:
        return self._or_own("set", *args, **how)

    def add(self, *args: Any, **how: Any) -> Any:
        return self._or_own("add", *args, **how)

    def delete(self, *args: Any, **how: Any) -> Any:
        return self._or_own("delete", *args, **how)
