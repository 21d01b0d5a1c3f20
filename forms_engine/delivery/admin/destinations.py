"""The screens of destinations: what there is, a new one, one of them, giving one up."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from accounts.staff.screens import AdministratorScreen
from forms_engine.delivery.admin.changes import latest_changes, note_change, note_said, shown
from forms_engine.delivery.admin.forms import DestinationForm
from forms_engine.delivery.connectors import CONNECTORS
from forms_engine.delivery.models import Destination, Route
from forms_engine.delivery.routing import changing
from forms_engine.delivery.routing.rules import Rules


class DestinationScreen(AdministratorScreen):
    """A page about destinations."""

    header_icon = "upload"

    def crumbs(self) -> list[dict[str, str]]:
        """The list."""
        return [{"url": reverse("destinations"), "label": "Destinations"}]


class DestinationsView(AdministratorScreen):
    """Every destination: how it is reached, who looks after it, what leads to it, how it stands."""

    page_title = "Destinations"
    header_icon = "upload"
    template_name = "delivery/destinations.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Those in use first."""
        leading = what_leads_to()
        rows = [
            {
                "destination": one,
                "kind": label_of(one.kind),
                "leading": leading.get(one.slug, []),
                "state": state_of(one),
            }
            for one in sorted(
                Destination.objects.select_related("team").order_by("name"),
                key=lambda one: one.retired_at is not None,
            )
        ]
        return self.show(rows=rows, kinds=[(kind, one.label) for kind, one in CONNECTORS.items()])


class AddDestinationView(DestinationScreen):
    """A new one, of a kind."""

    page_title = "Add a destination"
    template_name = "delivery/destination.html"

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The form."""
        return self.show(form=DestinationForm(kind=known(kind), for_user=self.user), kind=label_of(kind))

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Make it."""
        form = DestinationForm(request.POST, kind=known(kind), for_user=self.user)
        if not form.is_valid():
            return self.show(status=422, form=form, kind=label_of(kind))
        made = form.save()
        log(instance=made, action="wagtail.create", user=self.user)
        messages.success(
            request, f"{made.name} is there. Name it in a route or a rule, so that it hears of something."
        )
        return redirect("destinations")


class DestinationView(DestinationScreen):
    """One of them."""

    template_name = "delivery/destination.html"
    destination: Destination

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it."""
        super().setup(request, *args, **kwargs)
        self.destination = get_object_or_404(Destination, pk=kwargs["destination_id"])
        known(self.destination.kind)

    def get_page_title(self) -> str:
        """Its name."""
        return self.destination.name

    def get(self, request: HttpRequest, destination_id: UUID) -> HttpResponse:
        """The form, and what leads here."""
        return self._show(
            DestinationForm(instance=self.destination, kind=self.destination.kind, for_user=self.user)
        )

    def post(self, request: HttpRequest, destination_id: UUID) -> HttpResponse:
        """Change it."""
        before = shown(self.destination)
        form = DestinationForm(
            request.POST, instance=self.destination, kind=self.destination.kind, for_user=self.user
        )
        if not form.is_valid():
            return self._show(form, status=422)
        # Only what is on the form: the dispatcher writes to this row all the time.
        form.instance.save(update_fields=[*form.Meta.fields, "settings"])
        note_change(form.instance, before, self.user)
        messages.success(request, f"{form.instance.name} has been saved.")
        return redirect("destinations")

    def _show(self, form: DestinationForm, status: int = 200) -> HttpResponse:
        return self.show(
            status=status,
            form=form,
            destination=self.destination,
            takes_mapping=CONNECTORS[self.destination.kind].takes_mapping,
            kind=label_of(self.destination.kind),
            leading=what_leads_to().get(self.destination.slug, []),
            state=state_of(self.destination),
            changes=latest_changes(self.destination),
        )


class RetireView(DestinationView):
    """Giving one up, and taking it up again: with ``give_up`` or ``take_up`` as the button."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, destination_id: UUID) -> HttpResponse:
        """Do it, or say what has to be done first."""
        one = self.destination
        try:
            if "take_up" in request.POST:
                changing.return_destination(one, by=self.user)
                note_said(one, "Took it up again", self.user)
                messages.success(request, f"{one.name} can be named again.")
            else:
                changing.retire_destination(one, by=self.user)
                note_said(one, "Retired it", self.user)
                messages.success(request, f"{one.name} is retired. Nothing new goes to it.")
        except changing.StillNeeded as refused:
            messages.error(request, str(refused))
            return redirect("destination", destination_id=one.pk)
        return redirect("destinations")


def known(kind: str) -> str:
    """The kind, where there is a connector for it.

    Raises:
        Http404: where there is none.
    """
    if kind not in CONNECTORS:
        raise Http404
    return kind


def label_of(kind: str) -> str:
    """What a kind of destination is called."""
    return CONNECTORS[kind].label if kind in CONNECTORS else kind


def state_of(destination: Destination) -> str:
    """How it stands, in a few words; "" where all is well."""
    if destination.retired_at is not None:
        return "Retired"
    if destination.paused_at is not None:
        return f"Paused: {destination.paused_because}" if destination.paused_because else "Paused"
    if destination.shut_until is not None and destination.shut_until > timezone.now():
        return "Not reached at the moment"
    return ""


def what_leads_to() -> dict[str, list[str]]:
    """The routes and rules that lead to each destination, by its short name."""
    found: dict[str, list[str]] = defaultdict(list)
    for route in Route.objects.prefetch_related("destinations").order_by("name"):
        for destination in route.destinations.all():
            found[destination.slug].append(f"route “{route.name}”")
    shown = changing.shown()
    found[shown.default_destination.slug].append("the default")
    for rule in Rules.model_validate(shown.document).rules:
        for slug in rule.destinations:
            found[slug].append(f"rule “{rule.name}”")
    return found
