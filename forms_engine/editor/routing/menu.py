"""The menu of everything about who hears of requests."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from accounts.staff.administrators import is_administrator


class RoutingMenuItem(SubmenuMenuItem):
    """A line of the menu that administrators alone see. Hiding it protects nothing; each view does."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether it is for this person."""
        return is_administrator(request.user)


def routing_menu() -> RoutingMenuItem:
    """Rules, trying them, destinations, routes, areas, and applying rules again."""
    lines = [
        ("Rules", "routing_rules", "site"),
        ("Try the rules", "routing_try", "help"),
        ("Apply them again", "routing_reruns", "history"),
        ("Destinations", "destinations", "upload"),
        ("Routes", "routes", "link"),
        ("Areas", "areas", "globe"),
    ]
    items = [
        MenuItem(label, reverse_lazy(name), icon_name=icon, order=number)
        for number, (label, name, icon) in enumerate(lines)
    ]
    return RoutingMenuItem("Routing", Menu(items=items), icon_name="site", order=420)
