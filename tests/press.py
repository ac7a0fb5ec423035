"""A person's browser without a screen: signed in, presses buttons, reads pages."""

from __future__ import annotations

import requests
from django.conf import settings
from django.test import Client

from accounts.models import Member


class Press:
    """One member at one web process. Follows redirects, as a browser does.

    The session is made in the database that both share; signing in by password is
    what the browser tests do.
    """

    def __init__(self, site: str, member: Member) -> None:
        self.site = site
        self.session = requests.Session()
        inside = Client()
        inside.force_login(member.user, "django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        self.session.cookies.set(name, inside.cookies[name].value)
        self.get(f"/c/{member.center.slug}/")
        self.token = self.session.cookies[settings.CSRF_COOKIE_NAME]

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.site + path, timeout=30)

    def post(
        self, path: str, *, follow: bool = True, **words: str
    ) -> requests.Response:
        """Press a button that sends this."""
        data = {"csrfmiddlewaretoken": self.token, **words}
        return self.session.post(
            self.site + path, data=data, timeout=60, allow_redirects=follow
        )
