"""The screens of bank holidays, for administrators: they hold for every schedule that closes on them."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from accounts.staff.administrators import is_administrator
from forms_engine.booking import closing, holidays
from forms_engine.booking.foreseeing import Effects
from forms_engine.booking.models import BankHoliday
from forms_engine.requests.booking_admin.forms import BankHolidayForm
from forms_engine.requests.booking_admin.screen import ChangeScreen


class _HolidayScreen(ChangeScreen):
    """For administrators alone. The times on offer follow in the worker: every schedule may have some on such a day."""

    def change_days(self, save: Callable[[], Model], *, action: str) -> Effects | None:
        """As ``change``, for days on which schedules close."""

        def do() -> tuple[Model, Effects]:
            before = closing.closed_to_come()
            saved = save()
            if effects := closing.foresee(before):
                closing.follow()
            return saved, effects

        return self.once_agreed(do, action=action)

    def say(self, effects: Effects, words: str) -> None:
        """Tell that it is saved, and that the times follow."""
        super().say(effects, f"{words} The times on offer follow within a minute." if effects else words)

    def may_enter(self) -> bool:
        """Administrators."""
        return is_administrator(self.request.user)


class BankHolidaysView(_HolidayScreen):
    """Those to come; a POST adds the published ones that are missing."""

    page_title = "Bank holidays"
    template_name = "booking_admin/holidays.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The soonest first."""
        return self._show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add the published ones, from the list that comes with the product."""
        added = 0

        def save() -> Model:
            nonlocal added
            added = holidays.fill()
            return self.user

        effects = self.change_days(save, action="wagtail.edit")
        if effects is None:
            return self._show()
        words = (
            f"{added} {'was' if added == 1 else 'were'} added."
            if added
            else "Every published one was there already."
        )
        self.say(effects, words)
        return redirect("booking_holidays")

    def _show(self) -> HttpResponse:
        days = list(BankHoliday.objects.filter(day__gte=timezone.localdate()))
        still = closing.still_offered([one.day for one in days if not one.is_open])
        return self.show(
            days=[(one, still.get(one.day, 0)) for one in days], is_under_way=closing.is_under_way()
        )


class BankHolidayView(_HolidayScreen):
    """A new one, or one that there is."""

    template_name = "booking_admin/form.html"
    holiday: BankHoliday

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it, or begin it."""
        super().setup(request, *args, **kwargs)
        pk = kwargs.get("holiday_id")
        self.holiday = get_object_or_404(BankHoliday, pk=pk) if pk else BankHoliday()
        self.is_new = not pk
        self.name = self.holiday.name if pk else "Add a bank holiday"

    def crumbs(self) -> list[dict[str, str]]:
        """The list of them."""
        return [*super().crumbs(), {"url": reverse("booking_holidays"), "label": "Bank holidays"}]

    def get_page_title(self) -> str:
        """Its name."""
        return self.name

    def get(self, request: HttpRequest, holiday_id: int | None = None) -> HttpResponse:
        """The form."""
        return self._show(BankHolidayForm(instance=self.holiday))

    def post(self, request: HttpRequest, holiday_id: int | None = None) -> HttpResponse:
        """Save it, or with the button ``remove`` take it away, once what that does has been shown."""
        if "remove" in request.POST and not self.is_new:
            return self._remove()
        form = BankHolidayForm(request.POST, instance=self.holiday)
        if not form.is_valid():
            return self._show(form, status=422)
        effects = self.change_days(
            form.save,
            action="wagtail.create" if self.is_new else "wagtail.edit",
        )
        if effects is None:
            return self._show(form)
        self.say(effects, f"{form.instance.name} is saved.")
        return redirect("booking_holidays")

    def _remove(self) -> HttpResponse:
        pk = self.holiday.pk

        def save() -> Model:
            BankHoliday.objects.filter(pk=pk).delete()
            return self.holiday

        effects = self.change_days(save, action="wagtail.delete")
        if effects is None:
            return self._show(BankHolidayForm(instance=self.holiday), removing=True)
        self.say(effects, f"{self.name} is not in the list any more.")
        return redirect("booking_holidays")

    def _show(self, form: BankHolidayForm, status: int = 200, removing: bool = False) -> HttpResponse:
        return self.show(status=status, form=form, may_remove=not self.is_new, removing=removing)
