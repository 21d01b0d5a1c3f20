"""What there is to get news of: the public's topics, and the council's wards."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef

from audiences.principal import Principal
from audiences.selectors import visible_to
from forms_engine.locations.areas import current_areas
from forms_engine.locations.models import Area
from knowledge.models import TopicPage
from knowledge.selectors import articles
from portal.models import Subscription

TOPIC, WARD = Subscription.Kind.TOPIC.value, Subscription.Kind.WARD.value

Choice = tuple[str, str]  # a kind, and what


@dataclass(frozen=True, slots=True)
class Offered:
    """Titles by slug, and names by code, each in the order in which they are shown."""

    topics: dict[str, str]
    wards: dict[str, str]

    @property
    def choices(self) -> frozenset[Choice]:
        """All of it, as it is chosen."""
        return frozenset([*((TOPIC, slug) for slug in self.topics), *((WARD, code) for code in self.wards)])


def offered(language: str) -> Offered:
    """All that anybody may choose. Three queries, however much there is."""
    return Offered(topics(language), wards())


def topics(language: str) -> dict[str, str]:
    """The topics with an article for the public, by slug, in the editors' order; titles in the language, or as they were
    written."""
    everybody = Principal.public()
    filled = articles(everybody).filter(path__startswith=OuterRef("path")).order_by()
    found = visible_to(everybody, TopicPage.objects.live()).filter(Exists(filled)).order_by("path")
    rows = list(found.values_list("slug", "title", "locale__language_code"))
    original = {slug: title for slug, title, code in rows if code == settings.LANGUAGE_CODE}
    return original | {slug: title for slug, title, code in rows if code == language.split("-")[0]}


def wards() -> dict[str, str]:
    """The wards in use, by code and in the order of their names; of a council that is divided into electoral divisions,
    those, as on its requests."""
    kinds = (Area.Kind.WARD, Area.Kind.DIVISION)
    rows = list(current_areas().filter(kind__in=kinds).values_list("kind", "code", "name"))
    kind = Area.Kind.WARD if any(row[0] == Area.Kind.WARD for row in rows) else Area.Kind.DIVISION
    return {code: name for its_kind, code, name in rows if its_kind == kind}
