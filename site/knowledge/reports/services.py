"""Starting an article from a question that has no answer yet."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page

from accounts.models import User
from knowledge.models import ArticlePage, TopicPage
from knowledge.questions import Question

LONGEST_TITLE = 80  # characters of the reader's words; an editor writes the title


@transaction.atomic
def start_article(question: Question, topic: TopicPage, by: User) -> ArticlePage:
    """A draft below the topic, with the reader's words for a title and the services of where it was asked. It answers
    nothing yet, so it is published by nobody until it is written.

    Raises:
        PermissionDenied: when the person may not write below the topic.
    """
    if not topic.permissions_for_user(by).can_add_subpage():
        raise PermissionDenied
    title = _title(question.words)
    article = ArticlePage(
        title=title,
        slug=_free_slug(title),
        live=False,
        owner=by,
        content_owner=by,
        services=list(question.services),
        locale=topic.locale,
    )
    # Fresh from the database: treebeard counts children on the instance it is given.
    Page.objects.get(pk=topic.pk).add_child(instance=article)
    article.save_revision(user=by, log_action="wagtail.create")
    return article


def _title(words: str) -> str:
    first = words.strip().splitlines()[0] if words.strip() else ""
    if len(first) > LONGEST_TITLE:
        first = first[:LONGEST_TITLE].rpartition(" ")[0] or first[:LONGEST_TITLE]
    return first or "New article"


def _free_slug(title: str) -> str:
    base = (slugify(title) or "article")[:60].strip("-")
    taken = set(ArticlePage.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken |= ArticlePage.RESERVED_SLUGS
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
