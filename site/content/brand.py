"""A site's brand where pages and letters show it: the council's name, its logo, and the style sheet of its look."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Site

from audiences.keys import PUBLIC
from content.links import site_of
from content.picture_sizes import logo_of
from page_cache.remembered import remembered
from themes import brand as looks
from themes.council import COUNCIL, Council, named

if TYPE_CHECKING:
    from content.models import Brand

# The address of a sheet is another as soon as the sheet is.
FOR_A_YEAR = "public, max-age=31536000, immutable"


def branded(request: HttpRequest, site: Site | None) -> Council:
    """``themes.council`` with the name and the look that the site's editors gave it, in the active language.

    A site that says no name has the public site's: the council is called one thing everywhere.
    """
    known = remembered(request, "brands", _all_brands)
    brand = known.get(site.pk) if site else None
    whose = brand if brand and brand.council_name else known.get(None)
    name = whose.name_in(get_language() or "en") if whose else ""
    council = named(COUNCIL, name) if name else COUNCIL
    if brand is None:
        return council
    sheet = looks.mark(_theme(request), brand.look)
    return replace(
        council,
        logo=remembered(request, ("logo", brand.pk, _keys(request)), lambda: logo_of(brand.logo)),
        look=reverse("brand_sheet", args=[sheet]) if sheet else "",
        colour=brand.brand_colour,
    )


def name_in_letters(language: str) -> str:
    """The council's name in a language, as the public site has it; "" where that says none."""
    brand = _brands().filter(site__is_default_site=True).first()
    return brand.name_in(language) if brand else ""


@require_safe
def brand_sheet(request: HttpRequest, mark: str) -> HttpResponse:
    """The style sheet of the site's look. It holds nothing but colours and the name of a typeface, so every host gives
    it to everybody, to keep for a year: another look has another address.

    Raises:
        Http404: where the site has no such look (any more).
    """
    site = site_of(request)
    brand = remembered(request, "brands", _all_brands).get(site.pk) if site else None
    if brand is None or looks.mark(_theme(request), brand.look) != mark:
        raise Http404
    response = HttpResponse(looks.sheet(_theme(request), brand.look), content_type="text/css")
    response.headers["Cache-Control"] = FOR_A_YEAR
    return response


def _keys(request: Any) -> frozenset[str]:
    keys: frozenset[str] = request.principal.keys
    return keys


def _theme(request: Any) -> str:
    audience: str = getattr(request, "host_audience", PUBLIC)
    return audience


def _all_brands() -> "dict[int | None, Brand]":
    """The brand of each site that has one, by the site's id; the public site's as that of ``None`` too. One query."""
    found: dict[int | None, Brand] = {}
    for brand in _brands().select_related("site"):
        found[brand.site_id] = brand
        if brand.site.is_default_site:
            found[None] = brand
    return found


def _brands() -> Any:
    model: Any = apps.get_model("content", "Brand")
    return model.objects.select_related("logo")
