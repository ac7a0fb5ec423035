"""The blogs of a running sandbox, as the tests talk to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import requests

LOGIN = ("kindred", "blog-pass-center")


@dataclass(frozen=True)
class Blogs:
    """The sandbox at ``origin``, and what tests ask of it again and again."""

    origin: str

    def get(self, path: str, **options: Any) -> requests.Response:
        options.setdefault("timeout", 20)
        return requests.get(f"{self.origin}{path}", **options)

    def post(self, path: str, **options: Any) -> requests.Response:
        options.setdefault("timeout", 20)
        return requests.post(f"{self.origin}{path}", **options)

    def rest(self, blog: str, path: str, **options: Any) -> requests.Response:
        return self.get(f"/blog/{blog}/wp-json/wp/v2/{path}", **options)

    def write(self, blog: str, path: str, **options: Any) -> requests.Response:
        return self.post(f"/blog/{blog}/wp-json/wp/v2/{path}", **options)

    def play(self, what: str, **more: str) -> Any:
        answer = self.post("/control/play", json={"what": what, **more})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def fault(self, name: str, call: str, **more: Any) -> None:
        order = {"network": "blog", "fault": name, "call": call, **more}
        answer = self.post("/control/faults", json=order)
        assert answer.status_code == 200, answer.text

    def switch(self, blog: str, **values: int) -> None:
        answer = self.post(f"/blog/{blog}/sandbox/switch", json=values)
        assert answer.status_code == 200, answer.text

    def newest(self, blog: str) -> Any:
        return self.rest(blog, "posts?per_page=1").json()[0]
