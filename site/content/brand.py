"""A site's brand where pages and letters show it: the council's name, its logo, and the style sheet of its look."""

from dataclasses import replace
from typing import Any

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

# The address of a sheet is another as soon as the sheet is.
FOR_A_YEAR = "public, max-age=31536000, immutable"


def branded(request: HttpRequest, site: Site | None) -> Council:
    """``themes.council`` with the name and the look that the site's editors gave it, in the active language.

    A site that says no name has the public site's: the council is called one thing everywhere.
    """
    brand = _brand_of(request, site)
    whose = brand if brand and brand.council_name else _public_brand(request)
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
    brand = _brand_of(request, site_of(request))
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


def _brand_of(request: HttpRequest, site: Site | None) -> Any:
    if site is None:
        return None
    return remembered(request, ("brand", site.pk), lambda: _brands().filter(site=site).first())


def _public_brand(request: HttpRequest) -> Any:
    return remembered(
        request, ("brand", "public"), lambda: _brands().filter(site__is_default_site=True).first()
    )


def _brands() -> Any:
    model: Any = apps.get_model("content", "Brand")
    return model.objects.select_related("logo")
