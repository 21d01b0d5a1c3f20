"""In which language an answer is: the one asked for in the address, else the submission's, else the reader's."""

from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_from_request
from pydantic import AfterValidator, Field

from forms_engine.definition.document import Definition


def _known(code: str) -> str:
    if code not in dict(settings.LANGUAGES):
        raise ValueError(f"The languages are: {', '.join(dict(settings.LANGUAGES))}")
    return code


LanguageCode = Annotated[
    str,
    Field(description="The language of the texts: `en` or `cy`.", examples=["cy"], max_length=10),
    AfterValidator(_known),
]


def language_for(request: HttpRequest, asked: str | None, kept: str = "") -> str:
    """``asked`` (from the query or the body), else ``kept`` (the submission's), else by Accept-Language. The answer's
    Content-Language is this one then (``caching``)."""
    # Not get_language(): the API has no language in its address, and there the middleware says English.
    language = asked or kept or get_language_from_request(request)
    request.answered_in = language  # type: ignore[attr-defined]
    return language


def languages_of(definition: Definition) -> list[str]:
    """The languages that the journey is offered in; English is the source and always there."""
    return ["en", *(code for code in definition.translations if code != "en")]
