"""Addresses of who we are, inside a Center: /c/<slug>/…"""

from django.urls import URLPattern, path

from accounts.views import permissions

urlpatterns: list[URLPattern] = [
    path("settings/permissions/", permissions.permissions, name="permissions"),
]
