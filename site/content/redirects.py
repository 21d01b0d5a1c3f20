"""Old addresses that lead on to pages: only for those who may read the page, as the new address tells its title."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from audiences.http import GuildhallRequest
from content.selectors import pages


class ReadersRedirectMiddleware(RedirectMiddleware):
    """Wagtail's redirects, for the one asking; to anybody else the old address is as unknown as the page."""

    def process_response(self, request: GuildhallRequest, response: HttpResponse) -> HttpResponse:
        """The redirect in place of a 404, or the 404."""
        answer: HttpResponse = super().process_response(request, response)
        if answer is response or _may_read_where_it_leads(request):
            return answer
        return response


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
