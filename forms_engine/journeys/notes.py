"""What a page of a journey says besides the page itself: to somebody who was away, and about the language shown."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

from forms_engine.definition.document import Definition
from forms_engine.journeys.models import Submission
from forms_engine.journeys.moving_on import tell_once
from forms_engine.journeys.officer.shared import is_helped


def notes_for(submission: Submission, step: str = "") -> dict[str, Any]:
    """For the templates: ``moved``, told once, when the draft has moved on from a withdrawn version; ``is_helped`` when
    its owner has let an officer in; ``was_set_aside`` when the page shows what was typed after the session had ended."""
    move = getattr(submission, "move", None)
    aside = getattr(submission, "set_aside", None)
    return {
        "moved": move if move is not None and move.told_at is None and tell_once(move) else None,
        "is_helped": is_helped(submission),
        "was_set_aside": aside is not None and aside.step == step,
    }


def idle_context() -> dict[str, Any]:
    """For the templates: after how many minutes a page that nobody touches warns, and how many more it then gives."""
    return {"idle": {"minutes": settings.IDLE_MINUTES, "warning_minutes": settings.IDLE_WARNING_MINUTES}}


def language_context(request: HttpRequest, definition: Definition, language: str) -> dict[str, Any]:
    """For the templates: the languages the journey is offered in, where it is in more than one, and whether the one
    shown is a translation that nobody has checked yet. In a language it is not offered in, the address shows the
    original: then ``said_in`` is the language of its words, and the way to the original is offered."""
    offered = {"en", *definition.translations}
    shown = language.split("-")[0]
    address = request.get_full_path()
    choices = [
        {
            "code": code,
            "name": name,
            "url": translate_url(address, code),
            "absolute": request.build_absolute_uri(translate_url(request.path, code)),
            "current": code == shown,
            "is_translated": code in offered,
        }
        for code, name in settings.LANGUAGES
        if code in offered or code == shown
    ]
    return {
        "translations": choices if len(choices) > 1 else [],
        "said_in": "" if shown in offered else "en",
        "translation_unchecked": definition.translations.get(shown) == "awaiting-review",
    }
