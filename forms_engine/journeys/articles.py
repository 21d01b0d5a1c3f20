"""Knowledge articles within a journey. The knowledge base stands above the engine: it registers how an article is shown
when its app is ready, and decides who sees how much of it."""

from collections.abc import Callable

from django.utils.safestring import SafeString, mark_safe

from audiences.http import GuildhallRequest

RenderArticle = Callable[[GuildhallRequest, str, str], SafeString]
ArticlesToChoose = Callable[[int], list[tuple[str, str]]]

_render: RenderArticle | None = None
_to_choose: ArticlesToChoose | None = None


def register(render: RenderArticle, to_choose: ArticlesToChoose) -> None:
    """Have ``render(request, slug, language)`` show articles: their current text, cut to what the request's principal may
    read, as HTML; "" where there is none for it. ``to_choose(most)`` lists them for editors, slug and title."""
    global _render, _to_choose
    _render, _to_choose = render, to_choose


def render_article(request: GuildhallRequest, slug: str, language: str) -> SafeString:
    """The article's current text as HTML for whoever asks; "" where there is none for them."""
    return _render(request, slug, language) if _render else mark_safe("")


def articles_to_choose(most: int) -> list[tuple[str, str]]:
    """Up to so many articles that an editor can put into a journey: slug and title, by title."""
    return _to_choose(most) if _to_choose else []
