"""Celery for Kindred: it wakes workers and runs them side by side, no more.

Rows are the queue. The timetable only asks the worker to look what is due, so that
a lost, late or doubled message changes nothing. On one machine the broker is the
worker's own memory and the timetable a thread of it; grown, both stand apart.
"""

from __future__ import annotations

import logging.config
import os
import warnings
from typing import Any

from celery import Celery, bootsteps
from celery.beat import EmbeddedService
from celery.exceptions import CPendingDeprecationWarning, SecurityWarning
from celery.signals import setup_logging
from django.apps import apps
from django.conf import settings

from hub.hold import Held, hold

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
# It warns of running as root, which is for pickled messages; ours are JSON.
warnings.filterwarnings("ignore", category=SecurityWarning)
# It asks whether late tasks should be cancelled when the broker is lost; none is late.
warnings.filterwarnings("ignore", category=CPendingDeprecationWarning)

MEMORY = "memory:"
# Early and often, for a page says so when no worker was seen.
PULSE_SECONDS = 5.0
# A mail server that is away is asked again as often.
LETTERS_SECONDS = 60.0
THREADS = 8


class WrongProcess(RuntimeError):
    """Somebody outside the worker tried to publish a task on a broker of its own."""


class Kindred(Celery):
    """The app, which refuses to publish where nobody would ever hear it."""

    in_worker = False

    @property
    def in_memory(self) -> bool:
        return str(self.conf.broker_url).startswith(MEMORY)

    def send_task(self, name: str, *args: Any, **kwargs: Any) -> Any:
        # A memory:// queue ends with its process: published from a view, the task
        # would be lost without a word. A signal would not do: Celery swallows what
        # its receivers raise.
        if self.in_memory and not self.in_worker:
            raise WrongProcess(
                f"{name}: only the worker publishes; leave a row instead"
            )
        return super().send_task(name, *args, **kwargs)


app = Kindred("kindred")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


class OneWorker(bootsteps.Step):
    """On SQLite: one worker a data folder. A second one says who holds it."""

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            try:
                parent.held = hold(settings.DATA / "worker.lock", "a worker")
            except Held as error:
                raise SystemExit(str(error)) from error


class RightKeys(bootsteps.Step):
    """With keys that do not open its tokens, a worker would hold every account."""

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        if sentence := apps.get_model("accounts", "Account").wrong_keys():
            raise SystemExit(sentence)


class Timetable(bootsteps.StartStopStep):
    """The timetable as a thread of the worker, where the broker is its own memory."""

    requires = ("celery.worker.components:Pool",)

    def include_if(self, parent: Any) -> bool:
        app.in_worker = True
        return app.in_memory

    def create(self, parent: Any) -> Any:
        return EmbeddedService(app, thread=True, scheduler_cls=app.conf.beat_scheduler)


app.steps["worker"] |= {OneWorker, RightKeys, Timetable}


@setup_logging.connect
def keep_our_logging(**_: Any) -> None:
    """Django's LOGGING holds in the worker too; Celery sets up none of its own."""
    logging.config.dictConfig(settings.LOGGING)


@app.on_after_configure.connect
def choose_manner(sender: Celery, **_: Any) -> None:
    """Threads, for our tasks wait on networks; and a timetable that keeps no file."""
    sender.conf.worker_pool = "threads"
    sender.conf.worker_concurrency = THREADS
    # The timetable lives in the code; its file would only bring yesterday's back.
    sender.conf.beat_scheduler = "celery.beat:Scheduler"
    # A broker that is away for a night is waited for; rows keep what is due.
    sender.conf.broker_connection_max_retries = None
    # Nothing waits for an acknowledgement: a lost message changes nothing, and with
    # some on its books kombu's Redis transport ends the worker when Redis goes away.
    sender.conf.task_queues = {
        "celery": {"exchange": "celery", "binding_key": "celery", "no_ack": True}
    }
    if str(sender.conf.broker_url).startswith(MEMORY):
        sender.conf.broker_transport_options = {"polling_interval": 0.25}


@app.on_after_configure.connect
def fill_timetable(sender: Celery, **_: Any) -> None:
    """What is done again and again. A sweep nobody had time for is not caught up."""
    for task, seconds in (
        ("engagement.tasks.sweep_deliveries", settings.SWEEP_DELIVERIES),
        ("engagement.tasks.sweep_polls", settings.SWEEP_POLLS),
        ("engagement.tasks.sweep_letters", LETTERS_SECONDS),
        ("engagement.tasks.pulse", PULSE_SECONDS),
    ):
        sender.conf.beat_schedule[task] = {
            "task": task,
            "schedule": seconds,
            "options": {"expires": max(seconds, 5.0)},
        }
