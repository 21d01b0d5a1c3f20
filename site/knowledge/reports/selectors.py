"""Which articles do not help, and since when; where a new one may stand. For editors, of what they may change."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q
from wagtail.models import Locale, Page, Revision
from wagtail.permissions import policy_registry

from accounts.models import User
from knowledge.models import ArticlePage, TopicPage
from knowledge.votes.models import Reason, Vote


@dataclass(frozen=True, slots=True)
class RevisionVotes:
    """What readers of one revision said. ``share``: how many in a hundred it did not help."""

    revision: int
    saved_at: datetime.datetime | None
    yes: int
    no: int

    @property
    def share(self) -> int:
        """How many in a hundred it did not help, rounded."""
        return round(100 * self.no / (self.yes + self.no)) if self.yes + self.no else 0


@dataclass(frozen=True, slots=True)
class ArticleVotes:
    """An article and what was said of it. ``revisions``: the newest first. ``reasons``: label and count, most first."""

    id: int
    title: str
    owner: str
    revisions: tuple[RevisionVotes, ...]
    reasons: tuple[tuple[str, int], ...]
    comments: int
    last_at: datetime.datetime

    @property
    def now(self) -> RevisionVotes:
        """The newest revision that anybody voted on."""
        return self.revisions[0]

    @property
    def trend(self) -> int | None:
        """How the share changed since the revision before, in points: below 0 is better. ``None`` without one."""
        return self.now.share - self.revisions[1].share if len(self.revisions) > 1 else None

    @property
    def improvement(self) -> int:
        """The same the other way round, for saying "better by"."""
        return -(self.trend or 0)


@dataclass(frozen=True, slots=True)
class Comment:
    """What one reader wrote."""

    id: int
    reason: str
    words: str
    at: datetime.datetime
    audience: str
    language: str
    revision: int
    is_question: bool


def editable_articles(user: User) -> list[int]:
    """The ids of the articles whose page permissions let this person change or publish them."""
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_any_permission_for(user, {"change", "publish"})
    return list(ArticlePage.objects.filter(pk__in=pages.values("pk")).values_list("pk", flat=True))


def topics_for(user: User) -> list[TopicPage]:
    """The topics below which this person may write."""
    topics = TopicPage.objects.filter(locale=Locale.get_default()).order_by("path")
    return [one for one in topics if one.permissions_for_user(user).can_add_subpage()]


def unhelpful(ids: list[int]) -> list[ArticleVotes]:
    """The articles among these that did not help somebody, those with most such votes on their newest revision first."""
    found = [one for one in _votes(ids) if any(each.no for each in one.revisions)]
    return sorted(found, key=lambda one: (-one.now.no, -one.now.share, one.title))


def votes_of(article: ArticlePage) -> ArticleVotes | None:
    """What was said of one article, or ``None`` where nobody has voted."""
    return next(iter(_votes([article.pk])), None)


def comments_of(article: ArticlePage, most: int = 200) -> list[Comment]:
    """The newest comments on an article that nobody has dealt with."""
    rows = (
        Vote.objects.filter(article=article, settled_at=None).exclude(comment="").order_by("-cast_at")[:most]
    )
    return [
        Comment(
            row.pk,
            row.get_reason_display(),
            row.comment,
            row.cast_at,
            row.audience,
            row.language,
            row.revision,
            row.reason == Reason.NOT_FOUND,
        )
        for row in rows
    ]


def _votes(ids: list[int]) -> list[ArticleVotes]:
    counted = (
        Vote.objects.filter(article__in=ids)
        .values("article", "revision")
        .annotate(
            yes=Count("pk", filter=Q(helpful=True)),
            no=Count("pk", filter=Q(helpful=False)),
            last=Max("cast_at"),
        )
        .order_by("article", "-revision")
    )
    by_article: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in counted:
        by_article[row["article"]].append(row)
    articles = (
        ArticlePage.objects.filter(pk__in=by_article)
        .select_related("content_owner")
        .only("title", "content_owner__name")
    )
    revisions = [row["revision"] for rows in by_article.values() for row in rows]
    made = dict(Revision.objects.filter(pk__in=revisions).values_list("pk", "created_at"))
    reasons, comments = _reasons(list(by_article))
    return [
        ArticleVotes(
            id=one.pk,
            title=one.title,
            owner=one.content_owner.name if one.content_owner else "",
            revisions=tuple(
                RevisionVotes(row["revision"], made.get(row["revision"]), row["yes"], row["no"])
                for row in by_article[one.pk]
            ),
            reasons=tuple((str(Reason(key).label), count) for key, count in reasons[one.pk].most_common()),
            comments=comments[one.pk],
            last_at=max(row["last"] for row in by_article[one.pk]),
        )
        for one in articles
    ]


def _reasons(ids: list[int]) -> tuple[dict[int, Counter[str]], Counter[int]]:
    reasons: dict[int, Counter[str]] = defaultdict(Counter)
    comments: Counter[int] = Counter()
    rows = Vote.objects.filter(article__in=ids).exclude(reason="").values("article", "reason")
    for row in rows.annotate(
        count=Count("pk"), worded=Count("pk", filter=Q(settled_at=None) & ~Q(comment=""))
    ):
        reasons[row["article"]][row["reason"]] += row["count"]
        comments[row["article"]] += row["worded"]
    return reasons, comments
