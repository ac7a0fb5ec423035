"""The table of tests/access/test_permissions.py: written by hand, a line an address.

First the methods an address takes; any other is answered 405, if one is let in at all.
Then what it answers to who is not signed in, to a member of another Center (a
stranger), and to the poster, supervisor and owner here: ``yes`` is its page, or a
word on what is wrong or too late; ``door`` is the page to sign in; else the number
of the refusal. A ``*`` at the end of an address stands for whatever is under it.
"""

from __future__ import annotations

WRITTEN = r"""
#        nobody stranger poster supervisor owner

# Outside every Center
GET      yes   yes   yes   yes   yes   /health/
GET,POST door  yes   yes   yes   yes   /
POST     yes   yes   yes   yes   yes   /webmention/<int:pk>/
GET,POST yes   yes   yes   yes   yes   /parts/
GET      door  yes   yes   yes   yes   /mails/

# Who one is: django-allauth's own pages
GET,POST yes   yes   yes   yes   yes   /account/password/reset/
GET,POST yes   yes   yes   yes   yes   /account/login/
GET,POST yes   yes   yes   yes   yes   /account/logout/
GET      yes   yes   yes   yes   yes   /account/inactive/
GET,POST yes   yes   yes   yes   yes   /account/signup/
GET,POST door  403   403   403   403   /account/reauthenticate/
GET,POST door  yes   yes   yes   yes   /account/email/
GET      yes   yes   yes   yes   yes   /account/confirm-email/
GET,POST door  yes   yes   yes   yes   /account/password/change/
GET,POST door  yes   yes   yes   yes   /account/password/set/
GET,POST door  yes   yes   yes   yes   /account/login/code/confirm/
GET      yes   yes   yes   yes   yes   /account/confirm-email/<key>/
POST     404   404   404   404   404   /account/confirm-email/<key>/
GET      yes   yes   yes   yes   yes   /account/password/reset/key/done/
GET,POST yes   yes   yes   yes   yes   /account/password/reset/key/<uidb36>-<key>/
GET      yes   yes   yes   yes   yes   /account/password/reset/done/

# The admin, for who runs the installation: Django's own pages
GET,POST door  door  door  door  door  /admin/*
GET,POST door  403   403   403   403   /admin/login/
GET,POST yes   yes   yes   yes   yes   /admin/logout/

# The queue and its cards
GET      door  404   yes   yes   yes   /c/…/
GET      door  404   yes   yes   yes   /c/…/changes/
POST     door  404   yes   yes   yes   /c/…/bulk/
GET      door  404   yes   yes   yes   /c/…/s/<int:pk>/
GET      door  404   yes   yes   yes   /c/…/s/<int:pk>/beside/
POST     door  404   yes   yes   yes   /c/…/s/<int:pk>/accept/
POST     door  404   yes   yes   yes   /c/…/s/<int:pk>/text/
POST     door  404   yes   yes   yes   /c/…/s/<int:pk>/claim/
POST     door  404   yes   yes   yes   /c/…/s/<int:pk>/release/
POST     door  404   yes   yes   yes   /c/…/s/<int:pk>/take-over/
POST     door  404   yes   yes   yes   /c/…/s/<int:pk>/dismiss/
POST     door  404   yes   yes   yes   /c/…/s/<int:pk>/snooze/
POST     door  404   yes   yes   yes   /c/…/s/<int:pk>/undo/
POST     door  404   yes   yes   yes   /c/…/s/<int:pk>/elsewhere/
POST     door  404   yes   yes   yes   /c/…/s/<int:pk>/not-elsewhere/
POST     door  404   yes   yes   yes   /c/…/s/<int:pk>/needs-help/
GET,POST door  404   yes   yes   yes   /c/…/s/<int:pk>/comment/

# Calls for help
GET      door  404   403   yes   yes   /c/…/attention/
GET      door  404   yes   yes   yes   /c/…/attention/<int:pk>/
POST     door  404   yes   yes   yes   /c/…/attention/<int:pk>/take/
POST     door  404   yes   yes   yes   /c/…/attention/<int:pk>/over/
POST     door  404   yes   yes   yes   /c/…/attention/<int:pk>/back/
POST     door  404   yes   yes   yes   /c/…/attention/<int:pk>/done/
POST     door  404   yes   yes   yes   /c/…/attention/<int:pk>/no-call/
POST     door  404   403   yes   yes   /c/…/attention/<int:pk>/again/

# The outbox, and what is done by hand
POST     door  404   yes   yes   yes   /c/…/d/<int:pk>/stop/
POST     door  404   yes   yes   yes   /c/…/d/<int:pk>/done/
POST     door  404   yes   yes   yes   /c/…/d/<int:pk>/not-done/
POST     door  404   yes   yes   yes   /c/…/d/<int:pk>/could-not/
POST     door  404   yes   yes   yes   /c/…/d/<int:pk>/took-down/
POST     door  404   yes   yes   yes   /c/…/d/<int:pk>/again/
POST     door  404   yes   yes   yes   /c/…/d/<int:pk>/found/
POST     door  404   yes   yes   yes   /c/…/d/<int:pk>/cancel/
POST     door  404   yes   yes   yes   /c/…/d/<int:pk>/let-go/
GET      door  404   yes   yes   yes   /c/…/outbox/
POST     door  404   403   yes   yes   /c/…/outbox/freeze/
POST     door  404   403   yes   yes   /c/…/outbox/unfreeze/
POST     door  404   yes   yes   yes   /c/…/outbox/let-go/

# Around us
GET      door  404   yes   yes   yes   /c/…/around/
POST     door  404   yes   yes   yes   /c/…/around/seen/
POST     door  404   yes   yes   yes   /c/…/around/<int:pk>/share/
POST     door  404   yes   yes   yes   /c/…/around/<int:pk>/comment/
POST     door  404   yes   yes   yes   /c/…/around/<int:pk>/link/
GET      door  404   yes   yes   yes   /c/…/around/<int:pk>/text/

# Contacts and followers
GET      door  404   yes   yes   yes   /c/…/contacts/
GET,POST door  404   yes   yes   yes   /c/…/contacts/add/
GET      door  404   yes   yes   yes   /c/…/contacts/<int:pk>/
POST     door  404   yes   yes   yes   /c/…/contacts/<int:pk>/kind/
POST     door  404   yes   yes   yes   /c/…/contacts/<int:pk>/post/
GET,POST door  404   yes   yes   yes   /c/…/by-hand/
GET      door  404   yes   yes   yes   /c/…/followers/
GET,POST door  404   yes   yes   yes   /c/…/followers/together/
POST     door  404   yes   yes   yes   /c/…/followers/pass/
POST     door  404   yes   yes   yes   /c/…/followers/passed/<int:pk>/undo/
POST     door  404   yes   yes   yes   /c/…/followers/<int:pk>/kind/
POST     door  404   yes   yes   yes   /c/…/followers/<int:pk>/take-back/

# Duty and report
GET      door  404   yes   yes   yes   /c/…/report/
GET      door  404   yes   yes   yes   /c/…/report/rows/
GET      door  404   yes   yes   yes   /c/…/report/csv/
GET      door  404   yes   yes   yes   /c/…/duty/
POST     door  404   yes   yes   yes   /c/…/duty/on/
POST     door  404   yes   yes   yes   /c/…/duty/hand-over/
POST     door  404   yes   yes   yes   /c/…/duty/read/

# Settings
GET      door  404   yes   yes   yes   /c/…/settings/permissions/
GET      door  404   yes   yes   yes   /c/…/settings/
POST     door  404   403   yes   yes   /c/…/settings/hours/
POST     door  404   403   yes   yes   /c/…/settings/holidays/
POST     door  404   403   yes   yes   /c/…/settings/closed/
POST     door  404   403   yes   yes   /c/…/settings/closed/<int:pk>/remove/
POST     door  404   403   yes   yes   /c/…/settings/break/
POST     door  404   403   yes   yes   /c/…/settings/break/end/
GET      door  404   yes   yes   yes   /c/…/settings/automatic/
POST     door  404   403   yes   yes   /c/…/settings/automatic/<int:pk>/on/
POST     door  404   403   yes   yes   /c/…/settings/automatic/<int:pk>/off/
GET      door  404   yes   yes   yes   /c/…/settings/words/
POST     door  404   403   yes   yes   /c/…/settings/words/add/
POST     door  404   403   yes   yes   /c/…/settings/words/drop/
POST     door  404   403   yes   yes   /c/…/settings/words/turn-to/
GET      door  404   403   yes   yes   /c/…/settings/people/
POST     door  404   403   403   yes   /c/…/settings/people/<int:pk>/role/
GET,POST door  404   403   403   yes   /c/…/settings/people/leave/
GET      door  404   403   yes   yes   /c/…/settings/people/left/<int:pk>/
POST     door  404   403   yes   yes   /c/…/settings/people/removals/<int:pk>/done/
POST     door  404   403   yes   yes   /c/…/settings/people/removals/<int:pk>/undo/

# Sources
GET      door  404   yes   yes   yes   /c/…/sources/
POST     door  404   yes   yes   yes   /c/…/sources/feed/
POST     door  404   403   yes   yes   /c/…/sources/account/
POST     door  404   yes   yes   yes   /c/…/sources/<int:pk>/pause/
POST     door  404   403   yes   yes   /c/…/sources/account/<int:pk>/again/
POST     door  404   yes   yes   yes   /c/…/sources/account/<int:pk>/hands/
"""


def _read() -> dict[str, dict[str, str]]:
    """By route, as the urls files write it, and method: what each is answered."""
    found: dict[str, dict[str, str]] = {}
    for line in WRITTEN.splitlines():
        if line and not line.startswith("#"):
            methods, told = line.split(maxsplit=1)
            answers, _, route = told.rpartition(" /")
            row = found.setdefault(route.replace("c/…/", "c/<slug:slug>/", 1), {})
            row |= dict.fromkeys(methods.split(","), answers)
    return found


TABLE = _read()
