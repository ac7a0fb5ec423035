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
GET,POST 404   404   404   404   404   /account/login/code/confirm/
GET      yes   yes   yes   yes   yes   /account/confirm-email/<key>/
POST     404   404   404   404   404   /account/confirm-email/<key>/
GET      yes   yes   yes   yes   yes   /account/password/reset/key/done/
GET,POST yes   yes   yes   yes   yes   /account/password/reset/key/<uidb36>-<key>/
GET      yes   yes   yes   yes   yes   /account/password/reset/done/
GET      door  yes   yes   yes   yes   /account/sessions/
POST     door  yes   yes   yes   yes   /account/sessions/

# What one is asked for beside the password, and how one gets it: nobody here has it
# yet, so none can be asked for (403), given up or read (404)
GET      door  yes   yes   yes   yes   /account/2fa/
GET,POST door  yes   yes   yes   yes   /account/2fa/authenticate/
GET,POST door  403   403   403   403   /account/2fa/reauthenticate/
GET,POST door  yes   yes   yes   yes   /account/2fa/totp/activate/
GET,POST door  404   404   404   404   /account/2fa/totp/deactivate/
GET      door  404   404   404   404   /account/2fa/recovery-codes/
POST     door  405   405   405   405   /account/2fa/recovery-codes/
GET,POST door  yes   yes   yes   yes   /account/2fa/recovery-codes/generate/
GET,POST door  404   404   404   404   /account/2fa/recovery-codes/download/
GET      door  yes   yes   yes   yes   /account/2fa/webauthn/
GET,POST door  yes   yes   yes   yes   /account/2fa/webauthn/add/
GET,POST door  403   403   403   403   /account/2fa/webauthn/reauthenticate/
GET,POST door  404   404   404   404   /account/2fa/webauthn/keys/<int:pk>/remove/
GET,POST door  404   404   404   404   /account/2fa/webauthn/keys/<int:pk>/edit/
GET,POST door  yes   yes   yes   yes   /account/2fa/webauthn/login/

# By the university: none is set up here; and what is never open
GET      yes   yes   yes   yes   yes   /account/3rdparty/login/cancelled/
GET      401   401   401   401   401   /account/3rdparty/login/error/
POST     405   405   405   405   405   /account/3rdparty/login/error/
GET,POST door  door  door  door  door  /account/3rdparty/signup/
GET,POST door  yes   yes   yes   yes   /account/3rdparty/
GET,POST 404   404   404   404   404   /account/oidc/<slug:provider_id>/login/
GET,POST 404   404   404   404   404   /account/oidc/<provider_id>/login/
GET,POST 404   404   404   404   404   /account/oidc/<provider_id>/login/callback/
GET,POST 404   404   404   404   404   /account/social/login/cancelled/
GET,POST 404   404   404   404   404   /account/social/login/error/
GET,POST 404   404   404   404   404   /account/social/signup/
GET,POST 404   404   404   404   404   /account/social/connections/

# Oneself, and how one comes in: there is a Center already, and no link is "1"
GET,POST 404   404   404   404   404   /setup/
GET,POST 404   404   404   404   404   /join/<str:token>/
GET      door  yes   yes   yes   yes   /account/
POST     door  yes   yes   yes   yes   /account/name/
GET      door  405   405   405   405   /account/sign-out-everywhere/
POST     door  door  door  door  door  /account/sign-out-everywhere/
GET      door  404   yes   yes   yes   /account/second-factor/<slug:slug>/
POST     door  405   405   405   405   /account/second-factor/<slug:slug>/

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
GET,POST door  404   403   yes   yes   /c/…/outbox/unfreeze/
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
POST     door  404   403   yes   yes   /c/…/contacts/<int:pk>/opt-out/
POST     door  404   403   yes   yes   /c/…/contacts/<int:pk>/opt-in/
POST     door  404   403   403   yes   /c/…/contacts/<int:pk>/keep-out/
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
GET      door  404   403   403   yes   /c/…/settings/invitations/
POST     door  404   403   403   yes   /c/…/settings/invitations/invite/
POST     door  404   403   403   yes   /c/…/settings/invitations/<int:pk>/withdraw/
POST     door  404   403   403   yes   /c/…/settings/invitations/<int:pk>/again/
GET,POST door  404   403   403   yes   /c/…/settings/sign-in/
GET      door  404   403   yes   yes   /c/…/settings/activity/
GET      door  404   403   yes   yes   /c/…/settings/activity/csv/

# Boundaries
GET      door  404   403   yes   yes   /c/…/settings/boundaries/
POST     door  404   403   yes   yes   /c/…/settings/boundaries/quiet/
POST     door  404   403   yes   yes   /c/…/settings/boundaries/own/
POST     door  404   403   yes   yes   /c/…/settings/boundaries/own/drop/
POST     door  404   403   yes   yes   /c/…/settings/boundaries/try/
POST     door  404   403   yes   yes   /c/…/settings/limits/<int:pk>/
GET      door  404   403   403   yes   /c/…/settings/boundaries/list/
POST     door  404   403   403   yes   /c/…/settings/boundaries/list/names/
POST     door  404   403   403   yes   /c/…/settings/boundaries/list/<int:pk>/drop/
GET      door  404   403   403   yes   /c/…/settings/boundaries/met/

# Our accounts
GET      door  404   403   yes   yes   /c/…/accounts/
GET      door  404   403   yes   yes   /c/…/accounts/<int:pk>/
POST     door  404   403   yes   yes   /c/…/accounts/<int:pk>/test/
GET,POST door  404   403   403   yes   /c/…/accounts/<int:pk>/again/
GET,POST door  404   403   403   yes   /c/…/accounts/<int:pk>/disconnect/
GET,POST door  404   403   403   yes   /c/…/accounts/connect/
GET,POST door  404   403   403   yes   /c/…/accounts/connect/<int:pk>/<slug:step>/
GET      door  404   403   403   yes   /c/…/accounts/callback/<slug:platform>/

# Sources, health, hands (the row is a colleague's) and money
GET      door  404   yes   yes   yes   /c/…/sources/
POST     door  404   yes   yes   yes   /c/…/sources/feed/
POST     door  404   403   yes   yes   /c/…/sources/list/
POST     door  404   yes   yes   yes   /c/…/sources/<int:pk>/pause/
POST     door  404   yes   yes   yes   /c/…/sources/account/<int:pk>/hands/
GET      door  404   yes   yes   yes   /c/…/sources/health/
POST     door  404   403   yes   yes   /c/…/sources/health/<int:pk>/ask/
GET      door  404   yes   yes   yes   /c/…/sources/hands/
POST     door  404   yes   yes   yes   /c/…/sources/hands/of/<int:pk>/
GET      door  404   405   405   405   /c/…/sources/hands/<int:pk>/end/
POST     door  404   403   yes   yes   /c/…/sources/hands/<int:pk>/end/
GET      door  404   403   yes   yes   /c/…/sources/budget/
GET      door  404   403   yes   yes   /c/…/sources/budget/csv/
POST     door  404   403   403   yes   /c/…/sources/budget/<int:pk>/limit/
POST     door  404   403   403   yes   /c/…/sources/budget/<int:pk>/credit/
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
