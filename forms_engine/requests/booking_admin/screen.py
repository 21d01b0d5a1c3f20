"""What the screens of bookings' set-up share: who enters, and saying what a change does before it is saved."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Model
from django.http import HttpResponse
from django.urls import reverse
from wagtail.log_actions import log

from accounts.staff.screens import StaffScreen
from audiences.http import GuildhallRequest
from forms_engine.booking.foreseeing import Effects, bring_in_line
from forms_engine.booking.models import Booking, Schedule, Slot
from forms_engine.booking.states import HAS_PLACE
from forms_engine.booking.wording import when_in_words
from forms_engine.requests.booking_admin.access import may_set_up
from forms_engine.requests.seeing_bookings import shown_to

MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class Touched:
    """A time with bookings that a change touches: in words, at what, and how many of them."""

    when: str
    resource: str
    bookings: int


class BookingScreen(StaffScreen):
    """A page for whoever sets up what can be booked."""

    header_icon = "calendar-alt"

    def may_enter(self) -> bool:
        """Administrators and booking officers."""
        return may_set_up(self.request.user)

    def crumbs(self) -> list[dict[str, str]]:
        """The list of everything."""
        return [{"url": reverse("booking_setup"), "label": "Bookings"}]


class ChangeScreen(BookingScreen):
    """A page that changes what is on offer."""

    def change(self, save: Callable[[], tuple[Model, Iterable[Schedule]]], *, action: str) -> Effects | None:
        """Save, and bring in line what is on offer; None where that does something that has not been shown yet: then
        nothing is saved, and ``self.effects`` has what would be.

        Shown and then changed by somebody else, it is shown again: the button sends back the mark of what was shown.
        """

        def do() -> tuple[Model, Effects]:
            saved, schedules = save()
            return saved, bring_in_line(schedules)

        return self.once_agreed(do, action=action)

    def once_agreed(self, do: Callable[[], tuple[Model, Effects]], *, action: str) -> Effects | None:
        """The same for a change that says itself what it does."""
        with transaction.atomic():
            saved, effects = do()
            if effects and self.request.POST.get("shown") != effects.mark:
                self.effects = effects
                self.touched = self._touched([*effects.no_longer_fit, *effects.over])
                transaction.set_rollback(True)
                return None
            log(instance=saved, action=action, user=self.user, deleted=action == "wagtail.delete")
        return effects

    effects: Effects | None = None
    touched: list[Touched] | None = None

    def say(self, effects: Effects, words: str) -> None:
        """Tell that it is saved, and what that did."""
        made = f" {effects.made:,} new {'time is' if effects.made == 1 else 'times are'} on offer."
        messages.success(self.request, f"{words}{made if effects.made else ''}")

    def _touched(self, slot_ids: list[int]) -> list[Touched]:
        """As far as this person may see those bookings."""
        principal = cast(GuildhallRequest, self.request).principal
        shown = shown_to(principal, Booking.objects.filter(slot__in=slot_ids, state__in=HAS_PLACE))
        numbers = dict(shown.order_by().values_list("slot").annotate(number=Count("pk")))
        slots = Slot.objects.filter(pk__in=numbers).select_related("resource").order_by("starts_at", "pk")
        return [Touched(when_in_words(one, "en"), one.resource.name, numbers[one.pk]) for one in slots]

    def show(self, status: int = 200, **context: object) -> HttpResponse:
        """This page, with what the change would do where it was asked."""
        touched = self.touched or []
        return super().show(
            status=status,
            effects=self.effects,
            touched=touched[:MOST_LISTED],
            more_touched=max(0, len(touched) - MOST_LISTED),
            touched_bookings=sum(one.bookings for one in touched),
            **context,
        )
