"""Old addresses that lead on to pages: only for those who may read the page, as the new address tells its title."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from audiences.http import GuildhallRequest
from content.models import OldAddress
from content.moving_in.addresses import key_of
from content.selectors import pages


class ReadersRedirectMiddleware(RedirectMiddleware):
    """Wagtail's redirects, for the one asking; to anybody else the old address is as unknown as the page.

    ``led_on`` is set on a request that was led on: old addresses of a site that moved in are counted
    (``content.moving_in.counting``).
    """

    def process_response(self, request: GuildhallRequest, response: HttpResponse) -> HttpResponse:
        """The redirect in place of a 404, or the 404."""
        answer: HttpResponse = super().process_response(request, response)
        if answer is response:
            link = _written_otherwise(request) if response.status_code == 404 else ""
            if not link:
                return response
            answer = HttpResponsePermanentRedirect(link)
        elif not _may_read_where_it_leads(request):
            return response
        request.led_on = True  # type: ignore[attr-defined]
        return answer


def _written_otherwise(request: GuildhallRequest) -> str:
    """Where the address leads in small letters, without the name of an index file and what a campaign adds, for the one asking: as a
    redirect, or as the old address of a page. Wagtail's own are letter by letter. Only asked for where that makes another address."""
    whole = request.get_full_path()
    parts = urlsplit(whole)
    tried = {Redirect.normalise_path(whole), Redirect.normalise_path(parts.path)}
    wanted = {key_of(parts.path, parts.query), key_of(parts.path)} - tried - {"/"}
    if not wanted or any("\0" in one for one in wanted):
        return ""
    site = Site.find_for_request(request)
    found = Redirect.get_for_site(site).filter(old_path__in=wanted).select_related("redirect_page")
    ends: list[tuple[str, Page | None, str]] = [
        (one.old_path, one.redirect_page, one.link or "") for one in found
    ]
    if not ends:
        old = OldAddress.objects.filter(audience=request.host_audience, key__in=wanted, page__isnull=False)
        ends = [
            (one.key, one.page, one.page.get_url(request) or "")
            for one in old.select_related("page")
            if one.page
        ]
    # With its query an address is more than without.
    _path, page, link = max(ends, key=lambda end: len(end[0]), default=("", None, ""))
    if page is not None and not pages(request.principal).filter(pk=page.pk).exists():
        return ""
    return link


def _may_read_where_it_leads(request: GuildhallRequest) -> bool:
    wanted = _pages_behind(request)
    return pages(request.principal).filter(pk__in=wanted).count() == len(wanted)


def _pages_behind(request: HttpRequest) -> set[int]:
    """The pages that redirects of this address lead to, by id; links to elsewhere lead to none."""
    whole = request.get_full_path()
    # Wagtail tries the address with its query and without, decoded and not.
    tried = {
        Redirect.normalise_path(address, decode_unicode=decoded)
        for address in (whole, urlsplit(whole).path)
        for decoded in (True, False)
    }
    found = Redirect.get_for_site(Site.find_for_request(request)).filter(old_path__in=tried)
    return set(found.exclude(redirect_page=None).values_list("redirect_page_id", flat=True))
