"""Who has to read what: worked out anew each time, so that joining and leaving count at once."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from audiences.keys import PARTNER, PUBLIC, STAFF, organisation_key
from audiences.principal import Principal
from audiences.selectors import visible_to
from knowledge.models import ArticlePage
from knowledge.reading.models import Reading, Receipt
from partners.models import Membership


def readings_asked_of(principal: Principal) -> QuerySet[Reading]:
    """What the person asking has to read on this host and has not ended; of articles they may read, and no others."""
    asked = Q(pk__in=[])
    if principal.user is not None and principal.audience == STAFF:
        asked = Q(all_staff=True) | Q(teams__members=principal.user)
    elif principal.user is not None and principal.audience == PARTNER:
        slugs = [key.partition(":")[2] for key in principal.keys if key.startswith(f"{PARTNER}:")]
        asked = Q(organisations__slug__in=slugs)
    readable = visible_to(principal, ArticlePage.objects.live())
    return (
        Reading.objects.filter(asked, ended_at=None, article__in=readable.values("pk"))
        .distinct()
        .order_by("due_on", "pk")
    )


def people_asked(reading: Reading) -> QuerySet[User]:
    """Everybody who has to read it today: open accounts in the groups it names that may read the article at all. Leavers
    drop out, whatever they confirmed stays in their receipts."""
    keys = set(reading.article.audience_keys) if reading.article.live else set()
    asked = Q(pk__in=[])
    if keys & {PUBLIC, STAFF}:
        in_team = User.teams.through.objects.filter(
            user=OuterRef("pk"), team__in=reading.teams.all().values("pk")
        )
        asked |= Q(is_staff=True) & (Q(pk__isnull=not reading.all_staff) | Q(Exists(in_team)))
    organisations = [
        one.pk for one in reading.organisations.all() if keys & {PUBLIC, PARTNER, organisation_key(one.slug)}
    ]
    members = Membership.objects.in_force().filter(user=OuterRef("pk"), organisation__in=organisations)
    people = User.objects.filter(asked | Q(Exists(members)), is_active=True)
    if not settings.ENVIRONMENT.demo:
        people = people.filter(is_demo=False)
    return people.order_by("name", "pk")


def has_read(reading: Reading) -> Exists:
    """Of people: whether a receipt of theirs counts for what is asked now."""
    counted = Receipt.objects.filter(
        article=reading.article_id, user=OuterRef("pk"), read_at__gte=reading.asked_at
    )
    return Exists(counted)
