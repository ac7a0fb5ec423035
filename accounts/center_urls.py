"""Addresses of who we are, inside a Center: /c/<slug>/…"""

from django.urls import URLPattern, path

from accounts.views import (
    connecting,
    hands,
    health,
    invitations,
    ours,
    permissions,
    sign_in,
)

urlpatterns: list[URLPattern] = [
    path("settings/permissions/", permissions.permissions, name="permissions"),
    path("accounts/", ours.accounts, name="accounts"),
    path("accounts/connect/", connecting.connect, name="connect"),
    path(
        "accounts/connect/<int:pk>/<slug:step>/",
        connecting.connect_step,
        name="connect_step",
    ),
    path(
        "accounts/callback/<slug:platform>/",
        connecting.connect_callback,
        name="connect_callback",
    ),
    path("accounts/<int:pk>/", ours.account, name="account"),
    path("accounts/<int:pk>/test/", ours.account_test, name="account_test"),
    path(
        "accounts/<int:pk>/again/",
        connecting.account_connect_again,
        name="account_connect_again",
    ),
    path(
        "accounts/<int:pk>/disconnect/",
        ours.account_disconnect,
        name="account_disconnect",
    ),
    path("sources/health/", health.health, name="account_health"),
    path("sources/health/<int:pk>/ask/", health.ask, name="ask_account"),
    path("sources/hands/", hands.hands, name="hands"),
    path("sources/hands/of/<int:pk>/", hands.lend, name="lend_hands"),
    path("sources/hands/<int:pk>/end/", hands.end, name="end_hands"),
    path("settings/invitations/", invitations.invitations, name="invitations"),
    path("settings/invitations/invite/", invitations.invite, name="invite"),
    path(
        "settings/invitations/<int:pk>/withdraw/",
        invitations.withdraw,
        name="invitation_withdraw",
    ),
    path(
        "settings/invitations/<int:pk>/again/",
        invitations.again,
        name="invitation_again",
    ),
    path("settings/sign-in/", sign_in.second_factor, name="second_factor"),
]
