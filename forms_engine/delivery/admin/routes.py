"""The screens of routes."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.log_actions import log

from accounts.staff.screens import AdministratorScreen
from forms_engine.delivery.admin.forms import RouteForm
from forms_engine.delivery.models import Route
from forms_engine.delivery.routing import changing


class RoutesView(AdministratorScreen):
    """Every route, with who is on it and what names it."""

    page_title = "Routes"
    header_icon = "site"
    template_name = "delivery/routes.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """By name."""
        routes = Route.objects.prefetch_related("destinations").order_by("name")
        return self.show(rows=[(route, changing.users_of_route(route)) for route in routes])


class RouteView(AdministratorScreen):
    """A new route, or one that there is."""

    header_icon = "site"
    template_name = "delivery/route.html"
    route: Route

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it, or begin it."""
        super().setup(request, *args, **kwargs)
        slug = kwargs.get("slug")
        self.route = get_object_or_404(Route, slug=slug) if slug else Route()

    def crumbs(self) -> list[dict[str, str]]:
        """The list."""
        return [{"url": reverse("routes"), "label": "Routes"}]

    def get_page_title(self) -> str:
        """Its name."""
        return self.route.name or "Add a route"

    def get(self, request: HttpRequest, slug: str = "") -> HttpResponse:
        """The form."""
        return self._show(RouteForm(instance=self.route, for_user=self.user))

    def post(self, request: HttpRequest, slug: str = "") -> HttpResponse:
        """Save it, or with the button ``remove`` take it away."""
        if "remove" in request.POST and slug:
            return self._remove(request)
        form = RouteForm(request.POST, instance=self.route, for_user=self.user)
        if not form.is_valid():
            return self._show(form, status=422)
        is_new = form.instance._state.adding
        try:
            made = changing.save_route(form.instance, list(form.cleaned_data["destinations"]), by=self.user)
        except changing.StillNeeded as refused:
            form.add_error("destinations", str(refused))
            return self._show(form, status=422)
        log(instance=made, action="wagtail.create" if is_new else "wagtail.edit", user=self.user)
        messages.success(request, f"The route {made.name} has been saved.")
        return redirect("routes")

    def _remove(self, request: HttpRequest) -> HttpResponse:
        try:
            with transaction.atomic():
                log(instance=self.route, action="wagtail.delete", user=self.user, deleted=True)
                changing.remove_route(self.route, by=self.user)
        except changing.StillNeeded as refused:
            messages.error(request, str(refused))
            return redirect("route", slug=self.route.slug)
        messages.success(request, f"The route {self.route.name} is gone.")
        return redirect("routes")

    def _show(self, form: RouteForm, status: int = 200) -> HttpResponse:
        is_new = self.route._state.adding
        return self.show(
            status=status,
            form=form,
            is_new=is_new,
            users=[] if is_new else changing.users_of_route(self.route),
        )
