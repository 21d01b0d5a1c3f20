"""Pictures of the image library within a journey. The library's audiences are kept above the engine, which registers how
a picture is shown when its app is ready."""

from collections.abc import Callable

from django.utils.safestring import SafeString, mark_safe

from audiences.http import GuildhallRequest

RenderPicture = Callable[[GuildhallRequest, int, str, str], SafeString]

_render: RenderPicture | None = None


def register(render: RenderPicture) -> None:
    """Have ``render(request, number, alt, caption)`` show the image of that number as HTML; "" where the request's
    principal may not have it, or it is gone."""
    global _render
    _render = render


def render_picture(request: GuildhallRequest, number: int, alt: str, caption: str) -> SafeString:
    """The picture as HTML for whoever asks; "" where there is none for them."""
    return _render(request, number, alt, caption) if _render else mark_safe("")
