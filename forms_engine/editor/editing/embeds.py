"""What can be put on a page from elsewhere: pictures, articles, question sets."""

from typing import Any

from wagtail.images import get_image_model

from forms_engine.editor.editing.changes.finding import Part
from forms_engine.editor.models import QuestionSet
from forms_engine.editor.texts import SOURCE_LANGUAGE
from forms_engine.journeys.articles import articles_to_choose

MOST_CHOICES = 300


def choices(kind: str, block: Part) -> list[tuple[Any, str]]:
    """What a block of that type may show, newest first or by name; what it shows now is always among it."""
    found: list[tuple[Any, str]] = []
    if kind == "image":
        images = get_image_model().objects.order_by("-created_at")
        found = list(images.values_list("pk", "title")[:MOST_CHOICES])
        return _with_present(found, block.get("image"), "A picture that is not in the library any more")
    if kind == "article":
        found = articles_to_choose(MOST_CHOICES)
        return _with_present(found, block.get("article"), "An article that is not there any more")
    if kind == "question_set":
        sets = QuestionSet.objects.filter(locale__language_code=SOURCE_LANGUAGE).order_by("title")
        found = list(sets.values_list("key", "title"))
        return _with_present(found, block.get("set"), "A question set that is not there any more")
    return found


def _with_present(found: list[tuple[Any, str]], now: Any, gone: str) -> list[tuple[Any, str]]:
    if now and now not in dict(found):
        return [(now, f"{gone} ({now})"), *found]
    return found
