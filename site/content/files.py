"""Giving out images and documents: only ever after their collection has been asked."""

import mimetypes
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve as wagtail_serve_document
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC, STAFF
from content.models import GuildhallDocument, GuildhallImage, GuildhallRendition
from content.selectors import collection_keys

# A file's address outlives a change of who may have it: what everybody shares keeps it for a second. Another picture has
# another address, so a browser that has been given one may show it for an hour; a document can be replaced by a newer one.
PUBLIC_PICTURE = "public, max-age=3600, s-maxage=1"
PUBLIC_DOCUMENT = "public, max-age=0, s-maxage=1"


@require_safe
def media(request: GuildhallRequest, name: str) -> HttpResponseBase:
    """One size of an image; its original only on the staff host, as photos carry where they were taken."""
    rendition = GuildhallRendition.objects.filter(file=name).select_related("image__collection").first()
    image: GuildhallImage | None = rendition.image if rendition else None
    if image is None and request.host_audience == STAFF:
        image = GuildhallImage.objects.filter(file=name).select_related("collection").first()
    if image is None or not _may_have(request, image.collection):
        raise Http404
    try:
        file = default_storage.open(name)
    except FileNotFoundError as error:
        raise Http404 from error
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(file, content_type=content_type)
    response.headers["Cache-Control"] = PUBLIC_PICTURE
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    if request.host_audience == PUBLIC:
        # Outside pages built from the read API show our pictures.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def document(request: GuildhallRequest, document_id: str, filename: str) -> HttpResponse:
    """A document, by Wagtail's own view once the collection allows it."""
    found = get_object_or_404(GuildhallDocument.objects.select_related("collection"), pk=document_id)
    if not _may_read(request, found.collection) and not _edits(request, found):
        raise Http404
    response: Any = wagtail_serve_document(request, document_id, filename)
    response.headers["Cache-Control"] = PUBLIC_DOCUMENT
    return response


def _may_read(request: GuildhallRequest, collection: Collection) -> bool:
    return not request.principal.keys.isdisjoint(collection_keys(collection))


def _may_have(request: GuildhallRequest, collection: Collection) -> bool:
    """By the principal's keys, or by the right to edit: an editor sees the pictures of the extranet in the admin."""
    if _may_read(request, collection):
        return True
    return request.principal.audience == STAFF and request.user.has_perm("wagtailadmin.access_admin")


def _edits(request: GuildhallRequest, document: GuildhallDocument) -> bool:
    """Whether the one asking may change this very document: choosing one for a page does not open what is in it."""
    return request.principal.audience == STAFF and bool(
        policy_registry.get_by_type(GuildhallDocument).user_has_permission_for_instance(
            request.user, "change", document
        )
    )
