"""Forks our processes out of one that has imported already what they all stand on.

A worker takes a second and a half of a processor to import it, and the deaths alone
need a hundred workers. What is forked is a process like any other: in a session of
its own, with its own environment, settings, connections and output. For that, nothing
is imported before the fork that reads the environment, or needs Django's settings.

Orders come as lines of JSON on the socket given by its number; see ``starter.py``.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import socket
import sys
import warnings
from importlib import import_module
from typing import IO, Any

BEFORE = (
    "celery.apps.beat",
    "celery.apps.worker",
    "celery.beat",
    "celery.bin.celery",
    "celery.concurrency.thread",
    "celery.fixups.django",
    "celery.worker.autoscale",
    "celery.worker.components",
    "celery.worker.consumer",
    "celery.worker.strategy",
    "django.contrib.admin.options",
    "django.contrib.auth.hashers",
    "django.contrib.messages.middleware",
    "django.contrib.sessions.backends.db",
    "django.contrib.staticfiles.finders",
    "django.core.handlers.wsgi",
    "django.core.management",
    "django.db.backends.postgresql.base",
    "django.db.backends.sqlite3.base",
    "django.db.models",
    "django.forms",
    "django.template.defaulttags",
    "django.template.loader_tags",
    "django.views.generic",
    "django_htmx.middleware",
    "environ",
    "flask",
    "granian.cli",
    "granian.server",
    "holidays",
    "kombu.transport.memory",
    "kombu.transport.redis",
    "whitenoise.middleware",
    # Ours that are plain Python: import-linter holds that they know no Django.
    "accounts.platforms.registry",
    "engagement.days_off",
    "engagement.drafting",
    "engagement.may_leave",
    "engagement.opening_words",
    "engagement.pace",
    "engagement.rules",
    "engagement.worktime",
)


def serve(orders: IO[str], answers: IO[str]) -> dict[str, Any]:
    """Start and watch what is ordered until nobody is left to order anything.

    Comes back in each process that is forked, with what that one is to do.
    """
    for line in orders:
        order = json.loads(line)
        if "start" in order:
            pid = fork()
            if pid == 0:
                start: dict[str, Any] = order["start"]
                return start
            answers.write(f"{pid}\n")
        else:
            pid, status = os.waitpid(order["ended"], os.WNOHANG)
            code = os.waitstatus_to_exitcode(status) if pid else None
            answers.write(f"{json.dumps(code)}\n")
        answers.flush()
    os._exit(0)


def fork() -> int:
    """A process in a session of its own, which it has when this comes back."""
    reading, writing = os.pipe()
    if pid := os.fork():
        os.close(writing)
        os.read(reading, 1)
        os.close(reading)
        return pid
    os.setsid()
    os.close(reading)
    os.close(writing)
    return 0


def become(env: dict[str, str], log: str, words: list[str]) -> None:
    """Run ``python -m <words>`` in this process, its output in the file."""
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for old, new in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(old, new)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = words
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)


def main() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in BEFORE:
            import_module(name)
    assert not {"hub.env", "hub.settings"} & {*sys.modules}, "the environment was read"
    # What was imported stays, and is shared.
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=int(sys.argv[1])) as door:
        orders, answers = door.makefile("r"), door.makefile("w")
        order = serve(orders, answers)
        orders.close()
        answers.close()
    become(**order)


if __name__ == "__main__":
    main()
