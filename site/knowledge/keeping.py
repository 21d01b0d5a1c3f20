"""Why an article has to stay: a live journey shows it, or people have confirmed that they read it.

The one rule of the admin's screens (``wagtail_hooks``) and of what programs do (``content_api.editors.actions``).
"""

from django.utils.translation import gettext
from wagtail.models import Page

from forms_engine.editor.article_usage import live_journeys_showing
from knowledge.models import ArticlePage, Receipt


def why_not_unpublish(page: Page, *, with_those_below: bool) -> str:
    """Why the page, and everything below it if so wanted, may not be unpublished; "" where it may."""
    own = ArticlePage.objects.live().filter(pk=page.pk)
    return _shown(page, _articles_under(page) if with_those_below else list(own))


def why_not_take_down(page: Page) -> str:
    """For ``content.objections``: why the page by itself may not be taken down; "" where it may."""
    return why_not_unpublish(page, with_those_below=False)


def why_not_delete(page: Page) -> str:
    """Why the page may not be deleted with everything below it; "" where it may."""
    if reason := _shown(page, _articles_under(page)):
        return reason
    if Receipt.objects.filter(page__path__startswith=page.path).exists():
        return gettext(
            "“%(title)s” stays: people have confirmed that they read it. Unpublish it instead."
        ) % {"title": page.title}
    return ""


def why_not_move_to(article_id: int | None, slug: str | None) -> str:
    """Why a published article may not be had at ``slug`` instead of where it is; "" where it may."""
    before = ArticlePage.objects.filter(pk=article_id, live=True).values_list("slug", flat=True).first()
    using = live_journeys_showing([before]) if before and slug not in {None, before} else []
    if not using:
        return ""
    return gettext("A live journey shows this article by its address: %(journeys)s.") % {
        "journeys": ", ".join(using)
    }


def _articles_under(page: Page) -> list[ArticlePage]:
    """The page, if it is a published article, and every published article below it."""
    return list(ArticlePage.objects.live().filter(path__startswith=page.path))


def _shown(page: Page, articles: list[ArticlePage]) -> str:
    using = live_journeys_showing([one.slug for one in articles])
    if not using:
        return ""
    return gettext(
        "“%(title)s” stays: a live journey shows it, or an article below it (%(journeys)s). Take it out of the journey first."
    ) % {"title": page.title, "journeys": ", ".join(using)}
