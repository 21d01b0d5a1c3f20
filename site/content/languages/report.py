"""The report of translations in the admin: what is missing, what is out of date, and where to see to it."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Locale
from wagtail.permissions import page_permission_policy

from accounts.models import User
from content.languages.checking import mark_checked
from content.languages.status import LABELS, PageStatus, State, counts, page_statuses
from content.models import ContentPage
from content.spreadsheet import csv_file

MOST_SHOWN = 500
HEAD = ("language", "state", "site", "section", "title", "address", "out of date since")


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The pages the editor may edit or publish, by site, section, language and state; with ``?export=csv`` as a file."""
    editable = page_permission_policy.instances_user_has_any_permission_for(
        request.user, {"change", "publish"}
    )
    everything = page_statuses(editable)
    chosen = {name: request.GET.get(name, "") for name in ("language", "site", "section", "state")}
    shown = [one for one in everything if _fits(one, chosen)]
    if request.GET.get("export") == "csv":
        return csv_file("translations", HEAD, map(_cells, shown))
    counted = [one for one in everything if _fits(one, chosen | {"state": ""})]
    return render(
        request,
        "content/admin/translations.html",
        {
            "rows": [(one, _link(one)) for one in shown[:MOST_SHOWN]],
            "found": len(shown),
            "most": MOST_SHOWN,
            "counts": [(state, LABELS[state], number) for state, number in counts(counted).items()],
            "chosen": chosen,
            "languages": sorted({one.language for one in everything}),
            "sites": list(dict.fromkeys(one.site for one in everything)),
            "sections": list(dict.fromkeys(one.section for one in everything)),
            "query": request.GET.urlencode(),
        },
    )


@require_POST
def checked(request: HttpRequest, page_id: int) -> HttpResponse:
    """A machine's translation has been looked at."""
    page = get_object_or_404(ContentPage.objects.exclude(locale=Locale.get_default()), pk=page_id)
    # The admin lets nobody in who is not signed in.
    mark_checked(page.specific, user=cast(User, request.user))
    messages.success(request, _("“%(title)s” counts as checked.") % {"title": page.title})
    return redirect("translation_status")


urlpatterns = [
    path("translations/", report, name="translation_status"),
    path("translations/<int:page_id>/checked/", checked, name="translation_checked"),
]


def _fits(one: PageStatus, chosen: dict[str, str]) -> bool:
    return all(not wanted or getattr(one, name) == wanted for name, wanted in chosen.items())


def _link(one: PageStatus) -> tuple[str, str]:
    """What is to be done about it next: an address and the words of the link."""
    if one.state is State.OUT_OF_DATE and one.source:
        return reverse("wagtail_localize:update_translations", args=[one.source]), _("Hand over the changes")
    if one.state is State.MISSING and (one.translation is None or one.translation.alias_of_id):
        address = reverse("wagtail_localize:submit_page_translation", args=[one.page.pk])
        return f"{address}?select_locale={one.language}", _("Translate")
    if one.translation is None:
        return "", ""
    words = _("Look at it") if one.state is State.TRANSLATED else _("Go on translating")
    return reverse("wagtailadmin_pages:edit", args=[one.translation.pk]), words


def _cells(one: PageStatus) -> tuple[object, ...]:
    since = one.since.isoformat(timespec="seconds") if one.since else ""
    return one.language, one.state, one.site, one.section, one.title, one.page.url or "", since
