"""The knowledge base, outside every site."""

from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page

from accounts.models import User
from demo import bodies
from demo.fixtures import read
from knowledge.founding import found_knowledge
from knowledge.models import ArticlePage, TopicPage


@transaction.atomic
def load_knowledge() -> int:
    """Make the knowledge base if there is none. Returns how many articles were made."""
    root = found_knowledge()
    if root is None:
        return 0
    made = 0
    for topic in read("knowledge/articles.json")["topics"]:
        parent = _add(
            root,
            TopicPage(
                title=topic["title"],
                slug=topic["slug"],
                summary=topic["summary"],
                audience=topic.get("audience", ""),
            ),
        )
        for article in topic["articles"]:
            _add(parent, _article(article))
            made += 1
    for topic in read("knowledge/articles.json")["topics"]:
        for entry in topic["articles"]:
            _relate(entry)
    return made


def find_article(slug: str) -> ArticlePage:
    """An article of the fixtures, in English.

    Raises:
        ArticlePage.DoesNotExist: when it is not there (any more).
    """
    article: ArticlePage = ArticlePage.objects.get(slug=slug, locale=Locale.get_default())
    return article


def _relate(entry: dict[str, Any]) -> None:
    """Point an article at others, once all of them are there."""
    if not entry.get("related"):
        return
    article = find_article(entry["slug"])
    article.related.extend(("page", find_article(slug)) for slug in entry["related"])
    article.save_revision().publish()


def _article(entry: dict[str, Any]) -> ArticlePage:
    names = [*(name for _, name in ArticlePage.TEXTS), "staff_script"]
    texts = {name: bodies.rich_text(entry.get(name, ""), _no_links) for name in names}
    owner = User.objects.filter(email="editor@marlshire.example").first()
    return ArticlePage(
        title=entry["title"],
        slug=entry["slug"],
        summary=entry["summary"],
        services=entry.get("services", []),
        partner_guidance_organisations=entry.get("partner_guidance_organisations", []),
        content_owner=owner,
        **texts,
    )


def _add(parent: Page, page: Any) -> Any:
    page.locale = Locale.get_default()
    page.live = False
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    # Adding it has cleaned it, and publishing will.
    page.save_revision(clean=False).publish()
    return page.specific_class.objects.get(pk=page.pk)


def _no_links(kind: str, where: str) -> int:
    raise ValueError(f"an article of the fixtures cannot link to {kind}:{where}")
