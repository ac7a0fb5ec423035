"""Settings, Who may do what: the table that every door asks, for people to read."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, member_required
from accounts.finer import FINER
from accounts.permissions import PERMISSIONS, RANK, Role, reaches
from accounts.tabs import tab

SAID = {
    Role.POSTER: "Everybody",
    Role.SUPERVISOR: "Supervisors and owners",
    Role.OWNER: "Owners alone",
}
MEANS = {
    Role.POSTER: "does the day’s work",
    Role.SUPERVISOR: "answers for what leaves",
    Role.OWNER: "says who belongs here, and as what",
}


@member_required
@require_safe
@never_cache
def permissions(request: MemberRequest) -> HttpResponse:
    """By role, what is done most first; what a role may, those above it may, too."""
    context = {
        "roles": [
            {
                "label": role.label,
                "means": MEANS[role],
                "mine": role == request.member.role,
            }
            for role in RANK
        ],
        "groups": [
            {
                "said": SAID[least],
                "lines": [
                    {
                        "words": line.words,
                        "may": [reaches(role, least) for role in RANK],
                    }
                    for line in PERMISSIONS
                    if line.least == least
                ],
            }
            for least in RANK
        ],
        "finer": [one for one in FINER if reaches(request.member.role, one.least)],
    }
    return tab(request, "permissions", "accounts/permissions.html", context)
