"""What has happened to the knowledge base: votes, reviews, and what has to be read. Reports are not empty with it."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audiences.keys import PUBLIC
from demo.fixtures import read
from demo.knowledge_base import find_article
from knowledge.models import ArticlePage, Reading, Receipt, Review, Vote
from knowledge.reading.services import ask_to_read
from partners.models import Organisation


@transaction.atomic
def load_knowledge_life() -> int:
    """Make it where nobody has voted and nothing has to be read. Returns how many votes were made."""
    asked = Reading.objects.filter(page__in=ArticlePage.objects.values("pk"))
    if Vote.objects.exists() or asked.exists() or not ArticlePage.objects.exists():
        return 0
    life = read("knowledge/life.json")
    for entry in life["reviews"]:
        _review(entry)
    for entry in life["reading"]:
        _ask(entry)
    votes = [vote for entry in life["votes"] for vote in _votes(entry)]
    Vote.objects.bulk_create(votes)
    return len(votes)


def _votes(entry: dict[str, Any]) -> list[Vote]:
    article = find_article(entry["article"])
    shared = {
        "article": article,
        "revision": article.live_revision_id,
        "audience": entry.get("audience", PUBLIC),
        "language": "en",
    }
    said = [(True, "", "")] * entry["yes"] + [(False, reason, comment) for reason, comment in entry["no"]]
    return [
        Vote(
            **shared,
            helpful=helpful,
            reason=reason,
            comment=comment,
            cast_at=timezone.now() - timedelta(hours=9 * place),
        )
        for place, (helpful, reason, comment) in enumerate(said)
    ]


def _ask(entry: dict[str, Any]) -> None:
    article = find_article(entry["article"])
    reading = ask_to_read(
        article,
        due_on=timezone.localdate() + timedelta(days=entry["days"]),
        by=article.content_owner,
        all_staff=entry.get("all_staff", False),
        organisations=Organisation.objects.filter(slug__in=entry.get("organisations", [])),
    )
    for reader in User.objects.filter(email__in=entry.get("read_by", [])):
        Receipt.objects.create(
            page=article, user=reader, revision=reading.asked_revision, asked_at=reading.asked_at
        )


def _review(entry: dict[str, Any]) -> None:
    article, today = find_article(entry["article"]), timezone.localdate()
    due = today + timedelta(days=entry["due_in_days"])
    reviewed_on = None
    if "reviewed_days_ago" in entry:
        reviewed_on = today - timedelta(days=entry["reviewed_days_ago"])
        Review.objects.create(
            article=article,
            revision=article.live_revision_id or 0,
            reviewed_by=article.content_owner,
            reviewed_at=timezone.now() - timedelta(days=entry["reviewed_days_ago"]),
            next_on=due,
        )
    ArticlePage.objects.filter(pk=article.pk).update(review_by=due, last_reviewed_on=reviewed_on)
