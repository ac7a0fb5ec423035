"""Ingest: due watches are polled; what they show becomes rows, each once."""

from engagement.ingest.polling import poll
from engagement.ingest.watches import due, make_missing_watches

__all__ = ["due", "make_missing_watches", "poll"]
