"""``python -m benchmarks``: fill a database of its own, measure, print a table.

On SQLite in a folder that goes away, or on the empty database of DATABASE_URL. It
fails where a statement reads a large table from end to end; times are only told.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from importlib import import_module

import django
from django.core.management import call_command


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kindred-") as folder:
        os.environ |= {"KINDRED_DATA": folder, "KINDRED_DEMO": "1"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        django.setup()
        call_command("migrate", verbosity=0)
        # Models can be imported only now.
        fill, measure = (
            import_module("benchmarks.fill"),
            import_module("benchmarks.measure"),
        )
        filler = fill.Filler(asked.rows)
        total = filler.fill()
        return int(measure.run(filler, total))


if __name__ == "__main__":
    sys.exit(main())
