"""Who has to read what: worked out anew each time, so that joining and leaving count at once."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from accounts.models import User
from audiences.keys import PARTNER, PUBLIC, STAFF, organisation_key
from audiences.principal import Principal
from content.models import ContentPage
from content.paths import STEP, paths_above
from content.selectors import pages
from knowledge.models import ArticlePage
from knowledge.reading.models import Reading, Receipt
from partners.models import Membership

SITES = frozenset({STAFF, PARTNER})  # where people are known, and can confirm
TOP = 2 * STEP  # letters in the path of a front page


def readings_asked_of(principal: Principal) -> QuerySet[Reading]:
    """What the person asking has to read on this host and has not ended; of pages they may read there, and no others."""
    asked = Q(pk__in=[])
    if principal.user is not None and principal.audience == STAFF:
        asked = Q(all_staff=True) | Q(teams__members=principal.user)
    elif principal.user is not None and principal.audience == PARTNER:
        slugs = [key.partition(":")[2] for key in principal.keys if key.startswith(f"{PARTNER}:")]
        asked = Q(organisations__slug__in=slugs)
    readable = pages(principal)
    # Articles are on every site; any other page is read, and confirmed, on its own.
    home = readable.filter(depth=2, audience=principal.audience)
    here = Q(page__content_type=ContentType.objects.get_for_model(ArticlePage)) | Q(
        top__in=home.values("path")
    )
    return (
        Reading.objects.alias(top=Substr("page__path", 1, TOP))
        .filter(asked, here, ended_at=None, page__in=readable.values("pk"))
        .distinct()
        .order_by("due_on", "pk")
    )


def sites_of(page: ContentPage) -> frozenset[str]:
    """The audiences of the sites on which the page can be confirmed: both that know people for an article, its own for any
    other page, none where that is the public one."""
    if issubclass(page.specific_class or ContentPage, ArticlePage):
        return SITES
    tops = [path for path in (page.path, *paths_above(page.path)) if len(path) == TOP]
    return SITES & set(ContentPage.objects.filter(path__in=tops).values_list("audience", flat=True))


def people_asked(reading: Reading) -> QuerySet[User]:
    """Everybody who has to read it today: open accounts in the groups it names that may read the page at all. Leavers
    drop out, whatever they confirmed stays in their receipts."""
    page: ContentPage = reading.page
    keys = set(page.audience_keys) if page.live else set()
    sites = sites_of(page)
    asked = Q(pk__in=[])
    if STAFF in sites and keys & {PUBLIC, STAFF}:
        in_team = User.teams.through.objects.filter(
            user=OuterRef("pk"), team__in=reading.teams.all().values("pk")
        )
        asked |= Q(is_staff=True) & (Q(pk__isnull=not reading.all_staff) | Q(Exists(in_team)))
    organisations = [
        one.pk
        for one in reading.organisations.all()
        if PARTNER in sites and keys & {PUBLIC, PARTNER, organisation_key(one.slug)}
    ]
    members = Membership.objects.in_force().filter(user=OuterRef("pk"), organisation__in=organisations)
    people = User.objects.filter(asked | Q(Exists(members)), is_active=True)
    if not settings.ENVIRONMENT.demo:
        people = people.filter(is_demo=False)
    return people.order_by("name", "pk")


def has_read(reading: Reading) -> Exists:
    """Of people: whether a receipt of theirs counts for what is asked now."""
    counted = Receipt.objects.filter(page=reading.page_id, user=OuterRef("pk"), read_at__gte=reading.asked_at)
    return Exists(counted)
