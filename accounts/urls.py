"""Addresses of who we are."""

from django.urls import path

from accounts.access import home

urlpatterns = [path("", home, name="home")]
