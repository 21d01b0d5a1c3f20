"""Administrators' pages about how people come in: uses of break-glass accounts, and second factors that are lost."""

from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import log

from accounts.http import HostRequest
from accounts.models import BreakGlassUse, User
from accounts.reauthentication import proved_recently
from accounts.second_factor.services import reset
from accounts.staff.administrators import is_administrator

RESET = "accounts.reset_second_factor"


class AdministratorsReport(ReportView):
    """A report for administrators alone."""

    results_template_name = "wagtailadmin/reports/base_report_results.html"

    def dispatch(self, request: HostRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send everybody else away."""
        if not is_administrator(request.user):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)


class BreakGlassUsesView(AdministratorsReport):
    """Every sign-in with a break-glass account."""

    model = BreakGlassUse
    page_title = _("Break-glass accounts")
    header_icon = "warning"
    index_url_name = "break_glass_uses"
    index_results_url_name = "break_glass_uses_results"
    default_ordering = "-used_at"
    columns = [
        Column("user", label=_("Account"), accessor="user.name"),
        Column("email", label=_("Email address"), accessor="user.email"),
        DateColumn("used_at", label=_("Used"), sort_key="used_at"),
    ]

    def get_base_queryset(self) -> QuerySet[BreakGlassUse]:
        """With the accounts, whatever else they are."""
        return BreakGlassUse.objects.select_related("user")


class SecondFactorsView(AdministratorsReport):
    """Who has second factors. A name leads to resetting them."""

    model = User
    page_title = _("Second factors")
    header_icon = "key"
    index_url_name = "second_factors"
    index_results_url_name = "second_factors_results"
    default_ordering = "name"
    is_searchable = True
    search_fields = ["name", "email"]
    columns = [
        TitleColumn("name", label=_("Name"), url_name="reset_second_factor", sort_key="name"),
        Column("email", label=_("Email address")),
        Column("factors", label=_("Second factors")),
        DateColumn("last_given", label=_("Last given")),
    ]

    def get_base_queryset(self) -> QuerySet[User]:
        """Staff, and everybody else who has set one up."""
        kinds = Q(authenticator__type__in=["totp", "webauthn"])
        return User.objects.annotate(
            factors=Count("authenticator", filter=kinds), last_given=Max("authenticator__last_used_at")
        ).filter(Q(is_staff=True) | Q(factors__gt=0), is_active=True, is_break_glass=False)


@require_http_methods(["GET", "HEAD", "POST"])
@proved_recently
def reset_second_factor(request: HostRequest, pk: int) -> HttpResponse:
    """Ask, then reset somebody's second factors. Nobody resets their own: who stole a session would."""
    person = get_object_or_404(User, pk=pk, is_break_glass=False)
    if not is_administrator(request.user) or person == request.user:
        return permission_denied(request)
    if request.method == "POST":
        reset(person)
        log(instance=person, action=RESET, user=request.user)
        messages.success(request, _("The second factors of %(name)s are reset.") % {"name": person.name})
        return redirect("second_factors")
    return render(request, "accounts/staff/reset_second_factor.html", {"person": person})
