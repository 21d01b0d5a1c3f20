"""The knowledge base, outside every site."""

from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, PageViewRestriction

from accounts.models import User
from audiences.keys import PUBLIC
from demo import bodies
from demo.fixtures import read
from demo.sites import tree_root
from knowledge.models import ArticlePage, KnowledgeRoot, TopicPage


@transaction.atomic
def load_knowledge() -> int:
    """Make the knowledge base if there is none. Returns how many articles were made."""
    if KnowledgeRoot.objects.exists():
        return 0
    root = _add(tree_root(), KnowledgeRoot(title="Knowledge", slug="knowledge", audience=PUBLIC))
    # The second lock: no page of the base is Wagtail's to serve or to list. Our own views show its articles.
    PageViewRestriction.objects.create(page=root, restriction_type=PageViewRestriction.LOGIN)
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


def _relate(entry: dict[str, Any]) -> None:
    """Point an article at others, once all of them are there."""
    if not entry.get("related"):
        return
    article = _find(entry["slug"])
    article.related.extend(("page", _find(slug)) for slug in entry["related"])
    article.save_revision().publish()


def _find(slug: str) -> ArticlePage:
    article: ArticlePage = ArticlePage.objects.get(slug=slug, locale=Locale.get_default())
    return article


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
    page.save_revision().publish()
    return page.specific_class.objects.get(pk=page.pk)


def _no_links(kind: str, where: str) -> int:
    raise ValueError(f"an article of the fixtures cannot link to {kind}:{where}")
