"""The knowledge base as content files: a topic a file, its articles in the folder beside it (``docs/content-files.md``)."""

from wagtail.models import Locale

from content.exchange.columns import columns
from content.exchange.kinds import Base, Kind
from content.models import ContentPage
from knowledge.founding import found_knowledge
from knowledge.models import ArticlePage, KnowledgeRoot, TopicPage

TOPIC = Kind("topic", TopicPage, (), review_field="")
ARTICLE = Kind(
    "article",
    ArticlePage,
    columns(
        "services",
        "public_answer",
        "staff_script",
        "staff_guidance",
        "partner_guidance",
        "partner_guidance_organisations",
        "related",
    ),
    review_field="review_months",
)


def base() -> Base:
    """For ``content.exchange.kinds.register``."""
    return Base("knowledge", (TOPIC, ARTICLE), _found, _root)


def _root() -> ContentPage | None:
    root: ContentPage | None = KnowledgeRoot.objects.filter(locale=Locale.get_default()).first()
    return root


def _found() -> ContentPage:
    return found_knowledge() or KnowledgeRoot.objects.get(locale=Locale.get_default())
