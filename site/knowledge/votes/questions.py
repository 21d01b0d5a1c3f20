"""Readers who did not find what they were looking for, and said what it was: a source of questions without answers."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import User
from content.paths import path_above
from knowledge.questions import Question
from knowledge.votes import services
from knowledge.votes.models import Reason, Vote


class ReadersComments:
    """Open comments of "It is not what I was looking for"."""

    name = "readers"

    def questions(self, editable: Iterable[int], most: int) -> list[Question]:
        """The newest open ones, of these articles."""
        rows = _open().filter(article__in=list(editable)).order_by("-cast_at")[:most]
        return [_question(row) for row in rows]

    def find(self, pk: int) -> Question | None:
        """One open comment."""
        row = _open().filter(pk=pk).first()
        return _question(row) if row else None

    def settle(self, pk: int, by: User) -> None:
        """It needs no answer any more."""
        for vote in _open().filter(pk=pk):
            services.settle(vote, by)


def _open() -> QuerySet[Vote]:
    return (
        Vote.objects.filter(reason=Reason.NOT_FOUND, settled_at=None)
        .exclude(comment="")
        .select_related("article")
    )


def _question(vote: Vote) -> Question:
    article = vote.article
    return Question(
        source=ReadersComments.name,
        id=vote.pk,
        words=vote.comment,
        asked=1,
        last_asked_at=vote.cast_at,
        audience=vote.audience,
        language=vote.language,
        article_id=article.pk,
        article_title=article.title,
        topic_path=path_above(article.path),
        services=tuple(article.services),
    )
