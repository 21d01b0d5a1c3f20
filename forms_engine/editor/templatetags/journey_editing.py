"""Addresses of the editing screens, in their templates."""

from typing import Any

from django import template

from forms_engine.editor.editing.homes import Home
from forms_engine.editor.editing.places import Place

register = template.Library()


@register.simple_tag
def url_of(home: Home, name: str, **parts: Any) -> str:
    """The address of one of a draft's screens: ``{% url_of home "page" address=row.address %}``."""
    return home.url(name, **parts)


@register.simple_tag
def place_url(home: Home, place: Place) -> str:
    """The address of the screen that mends a place."""
    if place.screen == "overview" or (home.is_set and place.screen != "block"):
        return home.overview_url
    return home.url(place.screen, **dict(place.parts))


@register.simple_tag
def place_when(home: Home, *steps: object) -> str:
    """The address of the builder of a condition: ``{% place_when home "block" holder number %}``."""
    return home.url("condition_at", where="/".join(map(str, steps)))


@register.filter
def at(entries: list[Any], number: int) -> Any:
    """The entry at a number, or an empty string."""
    return entries[number] if number < len(entries) else ""
