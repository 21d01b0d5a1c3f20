"""``manage.py sites "Borset Council"``: the empty beginnings of an installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from wagtail.models import Locale

from audiences.keys import AUDIENCES, PARTNER, PUBLIC, STAFF
from content.founding import found_site, make_public_collection, name_council
from content.languages.trees import plant
from knowledge.founding import found_knowledge

NAMES = {PUBLIC: "{council}", STAFF: "{council} intranet", PARTNER: "{council} partners"}


class Command(BaseCommand):
    """Run once for a new installation, and again after BASE_DOMAIN has changed."""

    help = (
        "Make the front pages of the three sites, the knowledge base and their trees in every language, all empty, "
        "and write down the sites' addresses. Changes no page that is there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What the sites are called."""
        parser.add_argument("council", help="The council's name, for example “Borset Council”.")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing."""
        Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
        found_knowledge()
        for audience in AUDIENCES:
            made = found_site(audience, NAMES[audience].format(council=options["council"]))
            self.stdout.write(f"{settings.ENVIRONMENT.origin(audience)}/ {'made' if made else 'is there'}")
        name_council(options["council"])
        make_public_collection()
        for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
            if code != settings.LANGUAGE_CODE:
                self.stdout.write(f"{code}: {plant(code)} pages made")
