"""Where a page that has to be read is, for letters: there is no request to find its site by."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from audiences.keys import PARTNER, STAFF
from content.models import ContentPage
from knowledge.models import ArticlePage


def address_for(page: ContentPage, person: User) -> str:
    """The whole address at which this person reads the page: an article's on the site they use, any other's on its own."""
    audience = STAFF if person.is_staff else PARTNER
    if issubclass(page.specific_class or ContentPage, ArticlePage):
        path = reverse("knowledge_article", args=[page.slug], urlconf=settings.HOST_URLCONFS[audience])
    else:
        path = urlsplit(page.specific_deferred.get_url() or "/").path
    return f"{settings.ENVIRONMENT.origin(audience)}{path}"
