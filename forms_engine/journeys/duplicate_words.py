"""Another report nearby, in words: how far, since when, how it stands."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forms_engine.requests.nearby import Nearby


@dataclass(frozen=True, slots=True)
class ShownNearby:
    """One of them for a page or a program, in the language of the moment."""

    id: UUID
    title: str
    distance: str
    when: str
    state: str
    state_name: str


def shown_nearby(found: list[Nearby]) -> list[ShownNearby]:
    """All of them, in the order given."""
    return [
        ShownNearby(one.id, one.title, distance_in_words(one.metres), _when(one), one.state, one.state_name)
        for one in found
    ]


def distance_in_words(metres: int) -> str:
    """No more exact than a pin on a map is."""
    if metres < 10:
        return _("In the same spot, or less than 10 metres away")
    if metres < 1000:
        step = 10 if metres < 100 else 50
        return _("About %(metres)d metres away") % {"metres": step * round(metres / step)}
    return _("About %(kilometres)s kilometres away") % {"kilometres": f"{metres / 1000:.1f}"}


def _when(one: Nearby) -> str:
    day = timezone.localdate(one.sent_at)
    days = (timezone.localdate() - day).days
    if days <= 0:
        return _("Reported today")
    if days < 14:
        return ngettext("Reported %(days)d day ago", "Reported %(days)d days ago", days) % {"days": days}
    return _("Reported on %(day)s") % {"day": date_format(day, "j F Y")}
