"""The screens of bank holidays, for administrators: they hold for every schedule that closes on them."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from accounts.staff.administrators import is_administrator
from forms_engine.booking import holidays
from forms_engine.booking.foreseeing import touched_by_holidays
from forms_engine.booking.models import BankHoliday, Schedule
from forms_engine.requests.booking_admin.forms import BankHolidayForm
from forms_engine.requests.booking_admin.screen import ChangeScreen


class _HolidayScreen(ChangeScreen):
    """For administrators alone."""

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

        def save() -> tuple[Model, list[Schedule]]:
            nonlocal added
            added = holidays.fill()
            return self.user, list(touched_by_holidays()) if added else []

        effects = self.change(save, action="wagtail.edit")
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
        return self.show(days=BankHoliday.objects.filter(day__gte=timezone.localdate()))


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
        effects = self.change(
            lambda: (form.save(), touched_by_holidays()),
            action="wagtail.create" if self.is_new else "wagtail.edit",
        )
        if effects is None:
            return self._show(form)
        self.say(effects, f"{form.instance.name} is saved.")
        return redirect("booking_holidays")

    def _remove(self) -> HttpResponse:
        pk = self.holiday.pk

        def save() -> tuple[Model, Any]:
            BankHoliday.objects.filter(pk=pk).delete()
            return self.holiday, touched_by_holidays()

        effects = self.change(save, action="wagtail.delete")
        if effects is None:
            return self._show(BankHolidayForm(instance=self.holiday), removing=True)
        self.say(effects, f"{self.name} is not in the list any more.")
        return redirect("booking_holidays")

    def _show(self, form: BankHolidayForm, status: int = 200, removing: bool = False) -> HttpResponse:
        return self.show(status=status, form=form, may_remove=not self.is_new, removing=removing)
