"""The requests' seams in Wagtail."""

from django.urls import URLPattern, path, reverse_lazy
from wagtail import hooks

from forms_engine.requests.admin import PromisesViewSetGroup
from forms_engine.requests.booking_admin import holidays, views
from forms_engine.requests.booking_admin.menu import BookingsItem
from forms_engine.requests.casework.admin import CouncillorViewSet
from forms_engine.requests.data_life.admin import RetentionRuleViewSet
from forms_engine.requests.office_admin.mapping import MappingView
from forms_engine.requests.office_admin.statuses import StatusesView
from forms_engine.requests.office_admin.trying import TryingView
from forms_engine.requests.reply_admin.viewsets import RepliesViewSetGroup


@hooks.register("register_admin_viewset")
def register_promises() -> PromisesViewSetGroup:
    """What services promise about their requests, under Settings."""
    return PromisesViewSetGroup()


@hooks.register("register_admin_viewset")
def register_councillors() -> CouncillorViewSet:
    """Who sits for which wards, under Settings."""
    return CouncillorViewSet()


@hooks.register("register_admin_viewset")
def register_replies() -> RepliesViewSetGroup:
    """The replies that officers begin from, and what can come of requests, under Settings."""
    return RepliesViewSetGroup()


@hooks.register("register_admin_viewset")
def register_retention() -> RetentionRuleViewSet:
    """How long the requests of services are kept, under Settings."""
    return RetentionRuleViewSet()


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Below a destination's own page, which leads there."""
    below = "routing/destinations/<uuid:destination_id>"
    return [
        path(f"{below}/statuses/", StatusesView.as_view(), name="destination_statuses"),
        path(f"{below}/mapping/", MappingView.as_view(), name="destination_mapping"),
        path(f"{below}/trying/", TryingView.as_view(), name="destination_trying"),
    ]


@hooks.register("register_admin_urls")
def register_booking_urls() -> list[URLPattern]:
    """What can be booked, and when."""
    return [
        path("bookings/", views.SetupView.as_view(), name="booking_setup"),
        path("bookings/kinds/new/", views.KindView.as_view(), name="booking_kind_add"),
        path("bookings/kinds/<int:kind_id>/", views.KindView.as_view(), name="booking_kind"),
        path(
            "bookings/kinds/<int:kind_id>/resources/new/",
            views.ResourceView.as_view(),
            name="booking_resource_add",
        ),
        path("bookings/resources/<int:resource_id>/", views.ResourceView.as_view(), name="booking_resource"),
        path(
            "bookings/resources/<int:resource_id>/schedules/new/",
            views.ScheduleView.as_view(),
            name="booking_schedule_add",
        ),
        path("bookings/schedules/<int:schedule_id>/", views.ScheduleView.as_view(), name="booking_schedule"),
        path("bookings/bank-holidays/", holidays.BankHolidaysView.as_view(), name="booking_holidays"),
        path("bookings/bank-holidays/new/", holidays.BankHolidayView.as_view(), name="booking_holiday_add"),
        path(
            "bookings/bank-holidays/<int:holiday_id>/",
            holidays.BankHolidayView.as_view(),
            name="booking_holiday",
        ),
    ]


@hooks.register("register_admin_menu_item")
def register_bookings() -> BookingsItem:
    """The line of the menu that leads there."""
    return BookingsItem("Bookings", reverse_lazy("booking_setup"), icon_name="calendar-alt", order=430)
