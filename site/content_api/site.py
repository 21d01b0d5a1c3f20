"""The site of a host in the API: its name, languages, contact facts, and the hosts beside it."""

from django.conf import settings
from django.utils.translation import get_language_info, override
from ninja import Query, Router
from ninja.decorators import decorate_view
from wagtail.models import Site

from audiences.http import GuildhallRequest
from audiences.keys import AUDIENCES
from audiences.problems import Problem
from content.facts import council_of
from content.links import site_roots
from content_api.addresses import absolute_url
from content_api.caching import conditional
from content_api.filters import known_filters
from content_api.openapi import READERS
from content_api.pages_found import readable_pages
from content_api.schemas.base import InLanguage
from content_api.schemas.site import ContactOut, HostOut, LanguageOut, NamedLinkOut, SiteOut
from themes.council import NamedLink

router = Router(tags=["site"])


@router.get("/", response={200: SiteOut, 422: Problem}, operation_id="get_site", openapi_extra=READERS)
@decorate_view(conditional, known_filters(InLanguage))
def get_site(request: GuildhallRequest, query: Query[InLanguage]) -> SiteOut:
    """This host's site and what the council says of itself."""
    site = Site.find_for_request(request)
    with override(query.language):
        council = council_of(request)
        contact = ContactOut(
            phone=council.phone,
            opening_hours=str(council.hours),
            out_of_hours_phone=council.out_of_hours_phone,
            email=council.email,
            address=str(council.address),
        )
    return SiteOut(
        name=site.site_name if site else "",
        audience=request.host_audience,
        council=str(council.name),
        language=settings.LANGUAGE_CODE,
        languages=_languages(request),
        hosts=[
            HostOut(
                audience=audience,
                url=f"{settings.ENVIRONMENT.origin(audience)}/",
                api=f"{settings.ENVIRONMENT.origin(audience)}/api/v1/",
            )
            for audience in AUDIENCES
        ],
        contact=contact,
        social_links=[_link(request, one) for one in council.social_links],
        footer_links=[_link(request, one) for one in council.footer_links],
    )


def _link(request: GuildhallRequest, link: NamedLink) -> NamedLinkOut:
    return NamedLinkOut(name=link.title, url=request.build_absolute_uri(link.url))


def _languages(request: GuildhallRequest) -> list[LanguageOut]:
    roots = site_roots(request)
    homes = readable_pages(request).filter(pk__in=[root.pk for root in roots.values()])
    by_code = {home.locale.language_code: home for home in homes}
    return [
        LanguageOut(
            code=code,
            name=get_language_info(code)["name_local"],
            direction="rtl" if get_language_info(code)["bidi"] else "ltr",
            url=absolute_url(request, by_code[code]),
        )
        for code, _ in settings.LANGUAGES
        if code in by_code
    ]
