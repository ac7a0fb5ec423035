"""When the worker was last seen, so that a page can say it is gone."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils import timezone


class Pulse(models.Model):
    """One row a process name; belongs to the installation, not to a Center."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at}"

    @classmethod
    def beat(cls, name: str) -> None:
        """Say that this process is alive."""
        cls.objects.update_or_create(name=name, defaults={"at": timezone.now()})

    @classmethod
    def last(cls, name: str) -> datetime | None:
        """When it was last alive, or None if never."""
        return cls.objects.filter(name=name).values_list("at", flat=True).first()
