"""Settings, Sign-in: whose role needs a second factor, and who has one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import MemberRequest, member_required
from accounts.forms import SecondFactorForm
from accounts.models import Member
from accounts.second_factor import noted, require
from accounts.tabs import tab


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def second_factor(request: MemberRequest) -> HttpResponse:
    """Look, and set it."""
    now = {"least": request.center.second_factor_for}
    form = SecondFactorForm(request.POST or None, initial=now)
    if form.is_valid():
        require(request.center, form.cleaned_data["least"], by=request.member)
        messages.success(request, "Kept. It holds from the next page that is opened.")
        return redirect("second_factor", request.center.slug)
    here = Member.objects.of(request.center).filter(left_at=None)
    people = noted(here.select_related("user"))
    context = {"form": form, "people": people.order_by("user__name", "pk")}
    status = 422 if form.errors else 200
    return tab(request, "second_factor", "accounts/sign_in.html", context, status)
