"""Keeping what readers say of an article."""

from datetime import timedelta

from django.core import signing
from django.db.models import Max
from django.utils import timezone
from wagtail.models import Revision

from accounts.models import User
from accounts.throttle import Limit, take_slot
from audiences.principal import Principal
from knowledge.models import ArticlePage
from knowledge.votes.models import LONGEST_COMMENT, Reason, Vote

# Of one article from one network (on the public site) or by one person (on the others), and of all articles.
OF_ONE_ARTICLE = Limit(attempts=10, seconds=60 * 60)
OF_ALL = Limit(attempts=60, seconds=60 * 60)

TIME_FOR_A_REASON = timedelta(hours=1)
SALT = "knowledge.vote"


class TooMany(Exception):
    """This network, or this person, has voted often enough for now; nothing was kept."""


class TooLate(LookupError):
    """The vote has its reason already, is not there any more, or was cast too long ago."""


def cast_vote(
    principal: Principal, article: ArticlePage, *, helpful: bool, revision: int, language: str, voter: str
) -> Vote:
    """Keep one vote on the revision that was read. A number that is not one of the article's published revisions counts
    for the one published now.

    Args:
        article: one that the principal may read.
        voter: whom to count against the limits; kept as a digest for an hour, and never with the vote.

    Raises:
        TooMany: when the limits are reached.
    """
    for subject, limit in ((f"{voter} {article.pk}", OF_ONE_ARTICLE), (voter, OF_ALL)):
        if take_slot(f"knowledge.vote:{subject}", limit) is None:
            raise TooMany
    if not _was_published(article, revision):
        revision = article.live_revision_id or 0
    return Vote.objects.create(
        article=article, revision=revision, helpful=helpful, audience=principal.audience, language=language
    )


def give_reason(token: str, *, reason: Reason, comment: str) -> Vote:
    """Add to a vote why the article did not help. Once, and within an hour of the vote.

    Raises:
        TooLate: when it cannot be added.
    """
    vote = vote_of(token)
    vote.reason, vote.comment = reason, comment.strip()[:LONGEST_COMMENT]
    # Sent twice at the same moment, the first one counts.
    waiting = Vote.objects.filter(pk=vote.pk, reason="")
    if not waiting.update(reason=vote.reason, comment=vote.comment):
        raise TooLate
    return vote


def token_of(vote: Vote) -> str:
    """What the reader's next page holds to add a reason to this vote: it opens nothing else."""
    return signing.dumps(vote.pk, salt=SALT)


def vote_of(token: str) -> Vote:
    """The vote that still waits for its reason.

    Raises:
        TooLate: when there is none.
    """
    try:
        pk = signing.loads(token, salt=SALT, max_age=TIME_FOR_A_REASON)
    except signing.BadSignature as error:
        raise TooLate from error
    vote = Vote.objects.filter(pk=pk, helpful=False, reason="").first()
    if vote is None:
        raise TooLate
    return vote


def settle(vote: Vote, by: User) -> None:
    """An editor has dealt with a comment: it is no open question any more. Twice is once."""
    Vote.objects.filter(pk=vote.pk, settled_at=None).update(settled_at=timezone.now(), settled_by=by)


def _was_published(article: ArticlePage, revision: int) -> bool:
    """Whether it can have been read: a revision of this article no newer than the published one."""
    if revision == article.live_revision_id:
        return True
    newest = Revision.objects.filter(pk=article.live_revision_id).aggregate(Max("created_at"))
    own = Revision.page_revisions.filter(object_id=str(article.pk), pk=revision)
    return (
        own.filter(created_at__lt=newest["created_at__max"]).exists() if newest["created_at__max"] else False
    )
