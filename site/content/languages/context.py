"""What every template may use of the page's other languages. Asks the database once a page shows it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from content.languages.switch import alternates


def languages(request: HttpRequest) -> dict[str, Any]:
    """``translations``: the page in every language, as ``Alternate``; a view that knows better passes its own."""
    return {"translations": SimpleLazyObject(lambda: alternates(request))}
