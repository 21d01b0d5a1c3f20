"""What the workplace has in the admin."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from content.models import GuildhallImage
from workplace.finance.vat_codes import VatCodeViewSet
from workplace.people import photos

register_snippet(VatCodeViewSet)


class PractisingItem(MenuItem):
    """That somebody practises, on top of the admin's menu: its pages do not have our bar, and nothing in it is practice."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether whoever asks practises."""
        return bool(request.principal.practising)  # type: ignore[attr-defined]


@hooks.register("register_admin_menu_item")
def say_that_they_practise() -> PractisingItem:
    """Leads to where practice is stopped."""
    return PractisingItem(
        "TEST is on, but not in here", reverse_lazy("practice"), icon_name="warning", order=1
    )


@hooks.register("construct_image_chooser_queryset")
def leave_out_photos_of_people(
    images: "QuerySet[GuildhallImage]", request: HttpRequest
) -> "QuerySet[GuildhallImage]":
    """Photos of the people directory are no pictures for pages."""
    return images.exclude(collection__name=photos.COLLECTION, title=photos.TITLE)
