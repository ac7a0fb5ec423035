"""What passes between us and others."""

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "engagement"
