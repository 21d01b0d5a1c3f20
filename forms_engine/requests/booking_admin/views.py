"""The screens: everything there is, a kind, a resource, a schedule."""

from typing import Any

from django.db.models import Model, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from accounts.staff.administrators import is_administrator
from forms_engine.booking.models import Resource, ResourceKind, Schedule
from forms_engine.booking.selectors import bank_holidays_end_on
from forms_engine.booking.wording import named_day
from forms_engine.requests.booking_admin.access import kinds_of, resources_of, schedules_of
from forms_engine.requests.booking_admin.forms import KindForm, ResourceForm
from forms_engine.requests.booking_admin.schedule_forms import (
    ExceptionRows,
    RuleRows,
    ScheduleForm,
    overlapping,
)
from forms_engine.requests.booking_admin.screen import BookingScreen, ChangeScreen


class SetupView(BookingScreen):
    """Every kind that this person sets up, with its resources and their schedules."""

    page_title = "Bookings"
    template_name = "booking_admin/setup.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """By kind."""
        today = timezone.localdate()
        schedules = Schedule.objects.filter(Q(valid_until=None) | Q(valid_until__gte=today))
        schedules = schedules.order_by("valid_from").prefetch_related("rules")
        resources = resources_of(self.user).prefetch_related(
            Prefetch("schedules", schedules, to_attr="current")
        )
        kinds = kinds_of(self.user) | ResourceKind.objects.select_related("service__team").filter(
            pk__in=resources_of(self.user).order_by().values("kind")
        )
        rows = kinds.distinct().prefetch_related(Prefetch("resources", resources, to_attr="mine"))
        mine = set(kinds_of(self.user).values_list("pk", flat=True))
        return self.show(
            kinds=sorted(rows, key=str),
            mine=mine,
            known_until=bank_holidays_end_on(),
            is_administrator=is_administrator(self.user),
        )


class KindView(ChangeScreen):
    """A new kind, or one that there is."""

    template_name = "booking_admin/form.html"
    kind: ResourceKind

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it among this person's, or begin it."""
        super().setup(request, *args, **kwargs)
        pk = kwargs.get("kind_id")
        self.kind = get_object_or_404(kinds_of(self.user), pk=pk) if pk else ResourceKind()
        self.is_new = not pk
        self.name = str(self.kind) if pk else "Add a kind of appointment"

    def get_page_title(self) -> str:
        """Its name."""
        return self.name

    def get(self, request: HttpRequest, kind_id: int | None = None) -> HttpResponse:
        """The form."""
        return self.show(form=KindForm(instance=self.kind, user=self.user))

    def post(self, request: HttpRequest, kind_id: int | None = None) -> HttpResponse:
        """Save it once what that does has been shown."""
        form = KindForm(request.POST, instance=self.kind, user=self.user)
        if not form.is_valid():
            return self.show(status=422, form=form)

        def save() -> tuple[Model, list[Schedule]]:
            saved = form.save()
            return saved, list(Schedule.objects.filter(resource__kind=saved))

        effects = self.change(save, action="wagtail.create" if self.is_new else "wagtail.edit")
        if effects is None:
            return self.show(form=form)
        self.say(effects, f"{form.instance} is saved.")
        return redirect("booking_setup")


class ResourceView(ChangeScreen):
    """A new resource of a kind, or one that there is."""

    template_name = "booking_admin/form.html"
    resource: Resource

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it among this person's, or begin it."""
        super().setup(request, *args, **kwargs)
        pk = kwargs.get("resource_id")
        if pk:
            self.resource = get_object_or_404(resources_of(self.user), pk=pk)
        else:
            kind = get_object_or_404(kinds_of(self.user), pk=kwargs["kind_id"])
            self.resource = Resource(kind=kind, team=kind.service.team)
        self.is_new = not pk
        self.name = self.resource.name if pk else f"Add where or with whom: {self.resource.kind}"

    def get_page_title(self) -> str:
        """Its name."""
        return self.name

    def get(self, request: HttpRequest, **kwargs: int) -> HttpResponse:
        """The form."""
        return self.show(form=ResourceForm(instance=self.resource, user=self.user))

    def post(self, request: HttpRequest, **kwargs: int) -> HttpResponse:
        """Save it once what that does has been shown."""
        form = ResourceForm(request.POST, instance=self.resource, user=self.user)
        if not form.is_valid():
            return self.show(status=422, form=form)

        def save() -> tuple[Model, list[Schedule]]:
            saved = form.save()
            return saved, list(Schedule.objects.filter(Q(resource=saved) | Q(also_needs=saved)).distinct())

        effects = self.change(save, action="wagtail.create" if self.is_new else "wagtail.edit")
        if effects is None:
            return self.show(form=form)
        self.say(effects, f"{form.instance} is saved.")
        return redirect("booking_setup")


class ScheduleView(ChangeScreen):
    """A new schedule of a resource, or one that there is: its dates, its weekly hours, the days that are different."""

    template_name = "booking_admin/schedule.html"
    schedule: Schedule

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it among this person's, or begin it."""
        super().setup(request, *args, **kwargs)
        pk = kwargs.get("schedule_id")
        if pk:
            self.schedule = get_object_or_404(schedules_of(self.user), pk=pk)
        else:
            resource = get_object_or_404(resources_of(self.user), pk=kwargs["resource_id"])
            self.schedule = Schedule(resource=resource, valid_from=timezone.localdate())
        self.is_new = not pk

    def crumbs(self) -> list[dict[str, str]]:
        """The list, and the resource."""
        resource = self.schedule.resource
        return [
            *super().crumbs(),
            {"url": reverse("booking_resource", args=[resource.pk]), "label": resource.name},
        ]

    def get_page_title(self) -> str:
        """Whose it is."""
        return f"{'Add a schedule' if self.is_new else 'Schedule'}: {self.schedule.resource.name}"

    def get(self, request: HttpRequest, **kwargs: int) -> HttpResponse:
        """The forms."""
        return self._show(*self._forms(None))

    def post(self, request: HttpRequest, **kwargs: int) -> HttpResponse:
        """Save it once what that does has been shown."""
        form, rules, exceptions = self._forms(request.POST)
        if form.is_valid():
            rules.minutes = exceptions.minutes = form.length()
        if not all([form.is_valid(), rules.is_valid(), exceptions.is_valid()]):
            return self._show(form, rules, exceptions, status=422)
        if other := overlapping(form.instance, rules.hours()):
            first = named_day(other.valid_from, "en")
            form.add_error(
                None,
                f"The schedule of this resource from {first} has hours at the same time. Give that one a last day, or "
                "choose other hours.",
            )
            return self._show(form, rules, exceptions, status=422)

        def save() -> tuple[Model, list[Schedule]]:
            saved = form.save()
            for rows in (rules, exceptions):
                rows.instance = saved
                rows.save()
            return saved, [saved]

        effects = self.change(save, action="wagtail.create" if self.is_new else "wagtail.edit")
        if effects is None:
            return self._show(form, rules, exceptions)
        self.say(effects, f"The schedule of {self.schedule.resource.name} is saved.")
        return redirect("booking_setup")

    def _forms(self, data: Any) -> tuple[ScheduleForm, Any, Any]:
        form = ScheduleForm(data, instance=self.schedule, user=self.user, resource=self.schedule.resource)
        rules = RuleRows(data, instance=self.schedule, prefix="rules")
        exceptions = ExceptionRows(data, instance=self.schedule, prefix="exceptions")
        return form, rules, exceptions

    def _show(self, form: ScheduleForm, rules: Any, exceptions: Any, status: int = 200) -> HttpResponse:
        parts = [
            (
                "Weekly hours",
                "By the clock on the wall, summer and winter. A weekday may have several rows, such as before and after "
                "lunch.",
                "hours",
                rules,
            ),
            (
                "Days that are different",
                "On such a day only these hours hold, also on a bank holiday. Without times it is closed.",
                "day",
                exceptions,
            ),
        ]
        return self.show(status=status, form=form, parts=parts, resource=self.schedule.resource)
