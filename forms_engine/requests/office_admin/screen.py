"""What the screens about one back office share."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.staff.screens import AdministratorScreen
from forms_engine.delivery.models import Destination


class OfficeScreen(AdministratorScreen):
    """A page about one destination, below it."""

    header_icon = "upload"
    destination: Destination

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the destination."""
        super().setup(request, *args, **kwargs)
        self.destination = get_object_or_404(Destination, pk=kwargs["destination_id"])

    def crumbs(self) -> list[dict[str, str]]:
        """The list, and the destination."""
        return [
            {"url": reverse("destinations"), "label": "Destinations"},
            {"url": reverse("destination", args=[self.destination.pk]), "label": self.destination.name},
        ]
