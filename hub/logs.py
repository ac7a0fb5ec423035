"""What never stands in a log: links that let somebody in."""

from __future__ import annotations

import logging
import re

LINKS = re.compile(
    r"(/join/|/setup/\?code=|/password/reset/key/|/confirm-email/)[^\s\"'?&]+"
)


class NoLinks(logging.Filter):
    """Leaves of such a link only how it begins; everything else is as it was."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if (bare := LINKS.sub(r"\1…", said)) != said:
            record.msg, record.args = bare, None
        return True
