"""What every template may use: the theme of the site it is shown on. Asks the database nothing but, once a page shows
them, for the site's contact details."""

from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext

from themes.council import COUNCIL, Council, council_for

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Theme:
    """How one audience's site looks and what it calls itself.

    ``name`` is the audience and the folder of the theme's own templates; ``public_origin`` leads to pages that only the public site has, and is empty on that site itself.
    """

    name: str
    own_colour: str
    public_origin: str
    council: Council = COUNCIL
    is_demo: bool = False

    @property
    def site_name(self) -> str:
        """What the site calls itself."""
        return site_name(self.name, self.council)

    @property
    def colour(self) -> str:
        """The colour of the browser's own frame: the council's main colour, or the theme's."""
        return self.council.colour or self.own_colour

    @property
    def stylesheet(self) -> str:
        """The theme's style sheet, for ``{% static %}``."""
        return f"css/{self.name}.css"

    @property
    def header(self) -> str:
        """The template of the theme's header."""
        return f"theme/{self.name}/header.html"

    @property
    def footer(self) -> str:
        """The template of the theme's footer."""
        return f"theme/{self.name}/footer.html"

    @property
    def council_name(self) -> str:
        """The council's name in full."""
        return str(self.council.name)

    @property
    def phone(self) -> str:
        """The council's main telephone number, as people write it."""
        return self.council.phone

    @property
    def home_url(self) -> str:
        """The address of the front page in the language in use."""
        language = get_language() or settings.LANGUAGE_CODE
        return "/" if language.split("-")[0] == settings.LANGUAGE_CODE.split("-")[0] else f"/{language}/"


# Each theme's "brand" token, for the browser's own frame.
_COLOURS = {PUBLIC: "#14433a", "staff": "#1b2a44", "partner": "#562150"}


def site_name(audience: str, council: Council = COUNCIL) -> str:
    """What the site of an audience calls itself, in the active language."""
    if audience == "staff":
        return gettext("The Exchange")
    if audience == "partner":
        return gettext("%(council)s Partners") % {"council": council.short_name}
    return str(council.name)


def theme_for(audience: str, council: Council = COUNCIL) -> Theme:
    """The theme of an audience's site; the public one for an audience nobody knows."""
    name = audience if audience in _COLOURS else PUBLIC
    environment = settings.ENVIRONMENT
    return Theme(
        name=name,
        own_colour=_COLOURS[name],
        public_origin="" if name == PUBLIC else environment.origin(PUBLIC),
        council=council,
        is_demo=environment.demo,
    )


def theme(request: HttpRequest) -> dict[str, Any]:
    """``theme``, by the host the request came to. A request that was never given one gets the public theme."""
    council = cast(Council, SimpleLazyObject(lambda: council_for(request)))
    return {"theme": theme_for(getattr(request, "host_audience", PUBLIC), council)}
