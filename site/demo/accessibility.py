"""What of Marlshire's website is not accessible yet, in English and Welsh. Makes only what is missing."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from wagtail.models import Locale

from content.models import AccessibilityProblem
from demo.fixtures import read

COLUMNS = ("criterion", "why", "found_on", "mend_by", "mended_on")


@transaction.atomic
def load_accessibility() -> int:
    """Make the problems that are missing; answers how many. A list that somebody has begun to keep is left as it is."""
    if AccessibilityProblem.objects.exists():
        return 0
    languages = {row.language_code: row for row in Locale.objects.all()}
    problems: list[dict[str, Any]] = read("accessibility.json")["problems"]
    for row in problems:
        key = uuid5(NAMESPACE_URL, f"marlshire:{row['what']}")
        given = {name: row[name] for name in COLUMNS if name in row}
        for language, words in (("en", row["what"]), ("cy", row["cy"])):
            if language in languages:
                AccessibilityProblem.objects.create(
                    what=words, locale=languages[language], translation_key=key, **given
                )
    return len(problems)
