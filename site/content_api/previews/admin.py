"""Making a preview link in the admin."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from content.models import ContentPage
from content_api.previews.forms import PreviewForm
from content_api.previews.front_ends import front_end_link
from content_api.previews.tokens import PreviewRefused, make_token


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preview_link(request: GuildhallRequest, page_id: int) -> HttpResponse:
    """Choose a reader; the answer holds the link for an hour's look at the latest draft, and only that answer does."""
    page = get_object_or_404(ContentPage, pk=page_id)
    editor = request.principal.user
    if editor is None or not page.permissions_for_user(editor).can_edit():
        raise PermissionDenied
    form, token, link = PreviewForm(request.POST or None), "", ""
    if request.method == "POST" and form.is_valid():
        audience, organisation = form.cleaned_data["audience"], form.cleaned_data["organisation"]
        try:
            token = make_token(
                editor, page, audience=audience, organisation=organisation.slug if organisation else ""
            )
            link = front_end_link(audience, token)
        except PreviewRefused as refused:
            form.add_error(None, str(refused))
    title = _("Preview link")
    context = {
        "form": form,
        "page": page,
        "link": link,
        "api_link": f"{settings.ENVIRONMENT.origin(form.cleaned_data['audience'])}/api/v1/previews/{token}"
        if token
        else "",
        "page_title": title,
        "header_title": title,
        "page_subtitle": page.get_admin_display_title(),
        "header_icon": "view",
        "breadcrumbs_items": [{"url": "", "label": title}],
    }
    return render(request, "content_api/preview_link.html", context)
