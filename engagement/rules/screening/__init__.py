"""Screening: which words of others a machine may answer with thanks by itself. Pure."""

from engagement.rules.screening.screen import Answer, Heard, May, Never, screen

__all__ = ["Answer", "Heard", "May", "Never", "screen"]
