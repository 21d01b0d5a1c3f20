"""The line of the admin's menu."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from forms_engine.requests.booking_admin.access import may_set_up


class BookingsItem(MenuItem):
    """Shown to those who set up what can be booked. Hiding it protects nothing; each view does."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether it is for this person."""
        return may_set_up(request.user)
