"""The demonstration's articles, by their address."""

from wagtail.models import Locale

from knowledge.models import ArticlePage


def find_article(slug: str) -> ArticlePage:
    """An article of the fixtures, in English.

    Raises:
        ArticlePage.DoesNotExist: when it is not there (any more).
    """
    article: ArticlePage = ArticlePage.objects.get(slug=slug, locale=Locale.get_default())
    return article
