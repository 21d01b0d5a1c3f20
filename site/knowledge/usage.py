"""Where an article is used: written once, shown in many places. For editors only: it names pages of every audience."""

from dataclasses import dataclass

from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

from forms_engine.editor.article_usage import journeys_using
from knowledge.models import ArticlePage


@dataclass(frozen=True, slots=True)
class Use:
    """One place. ``kind`` is "page", "journey" or "set"; ``how`` "shows" or "links"; ``state`` "live" or "draft"."""

    kind: str
    title: str
    url: str
    how: str
    state: str


def uses_of(article: ArticlePage) -> list[Use]:
    """Every page and journey that shows the article or links to it, and what is being drafted with it."""
    return [*_pages(article), *_journeys(article.slug)]


def _pages(article: ArticlePage) -> list[Use]:
    found = []
    for page, references in ReferenceIndex.get_references_to(article).group_by_source_object():
        if not isinstance(page, Page) or page.pk == article.pk:
            continue
        # Blocks and choosers show it or name it; a link stands in rich text, or among what is related.
        shows = any(_shows(reference) for reference in references)
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        found.append(
            Use("page", page.title, url, "shows" if shows else "links", "live" if page.live else "draft")
        )
    return sorted(found, key=lambda use: use.title)


def _shows(reference: ReferenceIndex) -> bool:
    return reference.model_path.endswith(".article")


def _journeys(slug: str) -> list[Use]:
    found = []
    for use in journeys_using(slug):
        if use.set_id:
            url = reverse("wagtailsnippets_editor_questionset:edit", args=[use.set_id])
        elif use.draft_id:
            url = reverse("wagtailsnippets_editor_journeydraft:edit", args=[use.draft_id])
        else:
            url = ""
        shows = use.shown_live or use.shown_in_draft
        found.append(
            Use(
                "set" if use.set_id else "journey",
                use.title,
                url,
                "shows" if shows else "links",
                "live" if use.shown_live else "draft" if shows else "",
            )
        )
    return found
