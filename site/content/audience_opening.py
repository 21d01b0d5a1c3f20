"""Opening a page to more readers takes two steps: whoever publishes is told first what it opens.

The edit form tells it once a draft is saved (``audience_panel``), and the form sends back what it told. Somebody who
chooses another audience and publishes at once has not read that yet: what they wrote is kept as a draft, and they are
asked to publish once more. Works without scripts, and holds whatever the browser sends.
"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from content.audience import keys_in_hand
from content.audience_words import widening_in_words
from content.models import ContentPage

# What the form sends back once it has told who could read the page: their keys.
TOLD = "audience_told"


def tell_before_opening(request: HttpRequest, page: Page) -> HttpResponse | None:
    """For Wagtail's ``before_publish_page``: back to the form, where publishing would open what readers have to more of
    them and the form has not told so. A page that nobody can read yet opens nothing."""
    if not isinstance(page, ContentPage) or not page.live:
        return None
    opens = widening_in_words(page)
    if not opens or request.POST.get(TOLD) == " ".join(keys_in_hand(page)):
        return None
    messages.warning(request, opens)
    messages.warning(request, _("It is saved as a draft. If you mean it, publish it once more."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def open_one_at_a_time(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """For Wagtail's ``before_bulk_action``: a page that would be opened to more readers is not published among many."""
    if action_type != "publish":
        return None
    for one in objects:
        if isinstance(one, Page) and one.live:
            draft = one.get_latest_revision_as_object()
            if isinstance(draft, ContentPage) and (opens := widening_in_words(draft)):
                messages.warning(request, opens)
                messages.warning(request, _("Nothing has been published. Publish this page by itself."))
                return redirect("wagtailadmin_pages:edit", one.pk)
    return None
