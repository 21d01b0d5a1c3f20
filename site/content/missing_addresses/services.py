"""Leading an old address on to a page, and forgetting what was counted long ago."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log

from accounts.models import User
from content.missing_addresses.selectors import page_at, site_of
from content.models import ContentPage, MissingAddress, OldAddress
from content.telling import audience_of_site

KEEP = timedelta(days=180)
KEEP_RARE = timedelta(days=30)
RARE = 2


class Taken(ValueError):
    """A published page is found at this address."""


class OtherSite(ValueError):
    """The page is on another site than the address."""


class Unreadable(ValueError):
    """This is no address of a page."""


@transaction.atomic
def lead_on(*, audience: str, path: str, page: ContentPage, by: User) -> Redirect:
    """From now on the address leads to the page, for whoever may read it. One that led elsewhere leads here.

    Raises:
        Taken: when a page is published there.
        OtherSite: when the page is not on that audience's site.
        Unreadable: when the path is none.
    """
    site = site_of(audience)
    if site is None or audience_of_site(page) != audience:
        raise OtherSite
    if not path.startswith("/") or len(path) > 255 or not path.isprintable():
        raise Unreadable
    if "?" in path and not OldAddress.objects.filter(audience=audience, key=path).exists():
        # A query may be somebody's: only those that a list of an old site named are led on.
        raise Unreadable
    if ContentPage.objects.filter(
        url_path__in=page_at(audience, path.partition("?")[0].rstrip("/")), live=True
    ).exists():
        raise Taken
    made, _new = Redirect.objects.update_or_create(
        old_path=Redirect.normalise_path(path),
        site=site,
        defaults={
            "redirect_page": page,
            "redirect_link": "",
            "is_permanent": True,
            "automatically_created": False,
            "redirect_page_route_path": "",
        },
    )
    log(instance=made, action="wagtail.edit" if not _new else "wagtail.create", user=by)
    return made


def forget_old() -> int:
    """Forget what was counted half a year ago, and after a month what was hardly asked for. Answers how many rows."""
    today = timezone.localdate()
    old = MissingAddress.objects.filter(day__lt=today - KEEP).delete()[0]
    rare = MissingAddress.objects.filter(day__lt=today - KEEP_RARE, times__lte=RARE).delete()[0]
    return old + rare
