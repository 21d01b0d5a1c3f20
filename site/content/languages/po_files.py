"""PO files that come back from translators. wagtail-localize reads them; what it would stumble over is refused before."""

import polib
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.views.edit_translation import upload_pofile

# A page of ten thousand words is a tenth of this.
MOST_BYTES = 2_000_000
HEADER = "X-WagtailLocalize-TranslationID"


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponseBase:
    """Hand the file on, or say what is wrong with it and change nothing."""
    refusal = _refusal(request)
    if not refusal:
        return upload_pofile(request, translation_id)
    messages.error(request, refusal)
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


# Before wagtail-localize's own at the same address: `content` comes before it in INSTALLED_APPS.
urlpatterns = [path("localize/translate/<int:translation_id>/pofile/upload/", upload)]


def _refusal(request: HttpRequest) -> str:
    file = request.FILES.get("file")
    if file is None:
        return _("Choose a PO file.")
    if (file.size or 0) > MOST_BYTES:
        return _("This file is too large for the texts of one page.")
    try:
        # With a line break polib cannot take it for the name of a file.
        content = polib.pofile(file.read().decode("utf-8-sig") + "\n")
    except (OSError, UnicodeDecodeError, ValueError, IndexError):
        return _("This is not a PO file in UTF-8.")
    finally:
        file.seek(0)
    if HEADER not in content.metadata:
        return _("This PO file was not downloaded here: it does not say which page it belongs to.")
    return ""
