"""The page that shows every component, in any of the three themes, for designers."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from themes.context import theme_for
from themes.council import council_for
from themes.showcase import Fields, palette, shown

WHO = "wagtailadmin.access_admin"


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Everything that pages are made of. ``?theme=`` names one of the three; the site's own without.

    Raises:
        PermissionDenied: for whoever does not work on pages.
    """
    if not request.user.has_perm(WHO):
        raise PermissionDenied
    names = sorted(set(settings.HOST_URLCONFS))
    chosen = request.GET.get("theme", "staff")
    name = chosen if chosen in names else "staff"
    wrong = Fields({})
    wrong.is_valid()
    return render(
        request,
        "showcase/components.html",
        {
            "looked_at": theme_for(name, council_for(request)),
            "themes": names,
            "components": shown(),
            "fields": Fields(auto_id="own_%s"),
            "wrong": wrong,
            "colours": palette(name),
        },
    )
