"""Addresses of who we are, outside of a Center."""

from django.urls import path

from accounts.access import home
from accounts.views import join, setup, you

urlpatterns = [
    path("", home, name="home"),
    path("setup/", setup.setup, name="setup"),
    path("join/<str:token>/", join.join, name="join"),
    path("account/", you.you, name="you"),
    path("account/name/", you.set_name, name="set_name"),
    path("account/sign-out-everywhere/", you.everywhere, name="sign_out_everywhere"),
    path(
        "account/second-factor/<slug:slug>/",
        you.second_factor_first,
        name="second_factor_first",
    ),
]
