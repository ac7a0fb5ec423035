"""Addresses of who we are, inside a Center: /c/<slug>/…"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
