"""Every address of the product."""

from typing import NoReturn

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import Http404, HttpRequest
from django.urls import include, path

from accounts.views import university
from engagement.views.webmention import webmention
from hub.env import DEBUG, DEMO
from hub.health import health
from hub.letters import mails
from hub.mail import change_email, reset_password
from hub.parts import show

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

CLOSED = (
    "login/code/confirm/",
    "social/login/cancelled/",
    "social/login/error/",
    "social/signup/",
    "social/connections/",
)
"""Of allauth's own: codes by mail instead of a password, and what it once had."""


def closed(request: HttpRequest) -> NoReturn:
    """There is no such page here."""
    raise Http404


urlpatterns = [
    path("health/", health, name="health"),
    path("admin/", admin.site.urls),
    path("account/password/reset/", reset_password, name="reset_password"),
    path("account/email/", change_email, name="change_email"),
    path(
        "account/oidc/<slug:provider_id>/login/",
        university.away,
        name="university_sign_in",
    ),
    *(path(f"account/{address}", closed) for address in CLOSED),
    path("account/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("c/<slug:slug>/", include("accounts.center_urls")),
    path("c/<slug:slug>/", include("engagement.urls")),
    path("webmention/<int:pk>/", webmention, name="webmention"),
]
if DEMO or DEBUG:
    urlpatterns.append(path("parts/", show, name="parts"))
    urlpatterns.append(path("mails/", mails, name="mails"))
