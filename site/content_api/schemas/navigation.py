"""Menus."""

from content_api.schemas.base import Out


class MenuItem(Out):
    """A page in the menu, with those below it."""

    id: int
    type: str
    title: str
    language: str
    url: str
    items: "list[MenuItem]" = []


class NavigationOut(Out):
    """A site's menu. ``home`` is its front page, without items; ``fallback``: it is not in the language asked for."""

    language: str
    fallback: bool
    home: MenuItem | None
    items: list[MenuItem]
