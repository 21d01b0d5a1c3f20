"""The intranet's own pages as content files (``docs/content-files.md``)."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from content.exchange.blocks_in import unknown
from content.exchange.blocks_out import Names
from content.exchange.columns import Column, Fields, columns
from content.exchange.kinds import Kind
from content.exchange.problems import At
from content.models import ContentPage
from forms_engine.catalogue.models import Team
from knowledge.reading.models import Reading
from knowledge.reading.services import ask_to_read
from partners.models import Organisation
from workplace.models import PeoplePage, PolicyPage, ToolsPage

EVERYBODY = "everybody"
DAYS_TO_READ = 28  # from the day on which the page is made


class MandatoryFor(Column):
    """Who has to read a policy: ``everybody``, or teams, or partner organisations, by their slugs. It is kept beside the
    page, as a ``Reading``: see ``ask_those_named``."""

    def read(self, model: type[ContentPage], value: Any, at: At) -> Fields:
        """No field of the page; what is wrong with it is said."""
        if value == EVERYBODY:
            return {}
        if not isinstance(value, dict) or not value:
            return at.problem(f"this is “{EVERYBODY}”, or an object with teams or organisations") or {}
        unknown(value, ("teams", "organisations"), at)
        for key in ("teams", "organisations"):
            slugs = value.get(key, [])
            if not isinstance(slugs, list) or not all(isinstance(one, str) for one in slugs):
                at.of(key).problem("this is a list of names")
        teams = value.get("teams", [])
        for slug in teams if isinstance(teams, list) else ():
            at.of("teams").named("team", slug)
        return {}

    def write(self, page: ContentPage, names: Names) -> Any:
        """Who is asked now."""
        reading = Reading.objects.filter(page=page.pk, ended_at=None).first()
        if reading is None:
            return None
        if reading.all_staff:
            return EVERYBODY
        found = {
            "teams": sorted(reading.teams.values_list("slug", flat=True)),
            "organisations": sorted(reading.organisations.values_list("slug", flat=True)),
        }
        return {key: slugs for key, slugs in found.items() if slugs} or None

    def waits(self, model: type[ContentPage]) -> bool:
        """Yes: teams may have to be made first."""
        return True

    def missing(self, model: type[ContentPage]) -> bool:
        """Never: most policies nobody has to confirm."""
        return False


def ask_those_named(page: ContentPage, said: dict[str, Any]) -> None:
    """Ask those whom the file of a new policy names to read it within four weeks. Later imports do not come here: who is
    asked from then on is decided in the admin."""
    named = said.get("mandatory_for")
    if not named:
        return
    who: dict[str, Any] = {"all_staff": True}
    if named != EVERYBODY:
        who = {
            "teams": list(Team.objects.filter(slug__in=named.get("teams", []))),
            "organisations": list(Organisation.objects.filter(slug__in=named.get("organisations", []))),
        }
        if not any(who.values()):
            return
    due_on = timezone.localdate() + timedelta(days=DAYS_TO_READ)
    ask_to_read(page, due_on=due_on, by=page.content_owner, **who)


POLICY = Kind(
    "policy",
    PolicyPage,
    (MandatoryFor("mandatory_for"), *columns("version", "in_force_from", "what_changed", "body")),
    made=ask_those_named,
)
TOOLS = Kind("tools", ToolsPage, columns("tools", "body"))
PEOPLE = Kind("people", PeoplePage, columns("body"))
