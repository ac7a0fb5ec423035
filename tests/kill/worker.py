"""A worker that kills itself, as ``kill -9`` does, at the moment KILL_AT names.

It is the real worker on its real broker, but for that one wrapped function.
"""

from __future__ import annotations

import os
from importlib import import_module

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    django.setup()
    # Models can be imported only now.
    import_module("tests.kill.moments").MOMENTS[os.environ["KILL_AT"]]()
    app = import_module("hub.celery").app
    app.start(["--quiet", "worker", "--pool", "threads"])
