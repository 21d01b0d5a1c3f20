"""A picture of the image library within a page of another part."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from audiences.http import GuildhallRequest
from content.models import GuildhallImage
from content.selectors import collection_keys


def picture_html(request: GuildhallRequest, number: int, alt: str, caption: str) -> SafeString:
    """The image of that number with its words; "" where it is gone, or the one asking may not have it."""
    image = GuildhallImage.objects.select_related("collection").filter(pk=number).first()
    if image is None or request.principal.keys.isdisjoint(collection_keys(image.collection)):
        return mark_safe("")
    return render_to_string("content/picture.html", {"image": image, "alt": alt, "caption": caption}, request)
