"""What every template may use: the theme of the site it is shown on. Asks the database nothing but, once a page shows
them, for the site's contact details."""

from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from themes.council import COUNCIL, Council, council_for

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Theme:
    """How one audience's site looks and what it calls itself.

    ``name`` is the audience and the folder of the theme's own templates; ``site_name`` ends every page title;
    ``public_origin`` leads to pages that only the public site has, and is empty on that site itself.
    """

    name: str
    site_name: str | Promise
    colour: str
    public_origin: str
    council: Council = COUNCIL
    is_demo: bool = False

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


# The colours are each theme's "brand" token, for the browser's own frame.
_LOOKS: dict[str, tuple[str | Promise, str]] = {
    PUBLIC: (COUNCIL.name, "#14433a"),
    "staff": (_("The Exchange"), "#1b2a44"),
    "partner": (_("Marlshire Partners"), "#562150"),
}


def theme_for(audience: str, council: Council = COUNCIL) -> Theme:
    """The theme of an audience's site; the public one for an audience nobody knows."""
    name = audience if audience in _LOOKS else PUBLIC
    site_name, colour = _LOOKS[name]
    environment = settings.ENVIRONMENT
    return Theme(
        name=name,
        site_name=site_name,
        colour=colour,
        public_origin="" if name == PUBLIC else environment.origin(PUBLIC),
        council=council,
        is_demo=environment.demo,
    )


def theme(request: HttpRequest) -> dict[str, Any]:
    """``theme``, by the host the request came to. A request that was never given one gets the public theme."""
    council = cast(Council, SimpleLazyObject(lambda: council_for(request)))
    return {"theme": theme_for(getattr(request, "host_audience", PUBLIC), council)}
