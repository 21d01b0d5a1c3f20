"""A council's own look, laid over a theme: two colours, from which the others are made, and a typeface for headings."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from themes.contrast import WORDS, Weak, contrast, mix, nearer_and_nearer, tokens, weak_pairs

# One of the two can be read on any colour.
WHITE, BLACK = "#ffffff", "#000000"

# Typefaces of the reader's own device: nothing is loaded.
TYPEFACES = {
    "serif": '"Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", "DejaVu Serif Condensed", "Noto Serif",'
    " Georgia, serif",
    "humanist": 'Seravek, "Gill Sans Nova", "Gill Sans", Ubuntu, Calibri, "DejaVu Sans", source-sans-pro, sans-serif',
    "geometric": 'Avenir, "Avenir Next", Montserrat, Corbel, "URW Gothic", source-sans-pro, sans-serif',
    "system": '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif',
}

# What govuk-frontend calls the colours that follow a council's.
_GOVUK = {"brand": "brand", "link": "link", "link-hover": "link-hover", "hover": "surface-alt"}

_NAMES = {
    "brand": gettext_lazy("the main colour"),
    "brand-deep": gettext_lazy("the darker main colour"),
    "brand-soft": gettext_lazy("small words"),
    "brand-text": gettext_lazy("words"),
    "accent": gettext_lazy("the second colour"),
    "accent-text": gettext_lazy("words"),
    "page": gettext_lazy("the page"),
    "surface": gettext_lazy("a panel"),
    "surface-alt": gettext_lazy("a tinted panel"),
    "restricted-surface": gettext_lazy("guidance"),
    "link": gettext_lazy("a link"),
    "link-hover": gettext_lazy("a link below the pointer"),
    "button": gettext_lazy("a button"),
    "button-hover": gettext_lazy("a button below the pointer"),
    "button-text": gettext_lazy("words"),
    "text": gettext_lazy("words"),
    "focus": gettext_lazy("the focus ring"),
    "footer": gettext_lazy("the foot of the page"),
    "footer-text": gettext_lazy("words"),
    "footer-link": gettext_lazy("links"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What a council chose. What is empty is as the theme has it; colours are ``#rrggbb``, in small letters."""

    brand: str = ""
    accent: str = ""
    typeface: str = ""

    def __bool__(self) -> bool:
        return bool(self.brand or self.accent or self.typeface)


def colours(theme: str, look: Look) -> dict[str, str]:
    """All colours of a theme in a council's look."""
    found = dict(tokens(theme))
    if look.brand:
        found |= _from_brand(look.brand, found)
    if look.accent:
        found |= {"accent": look.accent, "accent-text": _readable_on(look.accent)}
    return found


def complaints(theme: str, look: Look) -> dict[str, list[str]]:
    """What cannot be read in this look, in words, by the colour that is to blame ("brand" or "accent"); empty if all can."""
    found = {}
    for name, alone in (("brand", Look(brand=look.brand)), ("accent", Look(accent=look.accent))):
        weak = weak_pairs(colours(theme, alone)) if alone else []
        if weak:
            found[name] = [_in_words(pair, _that_would_do(theme, alone, name)) for pair in weak[:3]]
    return found


def sheet(theme: str, look: Look) -> str:
    """The style sheet of a look, to be loaded after the theme's own."""
    own, changed = tokens(theme), colours(theme, look)
    lines = {f"--gh-{name}": colour for name, colour in changed.items() if colour != own[name]}
    for govuk, name in _GOVUK.items():
        if changed[name] != own[name]:
            lines[f"--govuk-{govuk}-colour"] = changed[name]
    if look.typeface in TYPEFACES:
        lines["--gh-heading-font"] = TYPEFACES[look.typeface]
    return ":root{" + "".join(f"{name}:{value};" for name, value in lines.items()) + "}\n"


def mark(theme: str, look: Look) -> str:
    """A name for this sheet that is another when the sheet is; "" where there is no look."""
    return hashlib.sha256(sheet(theme, look).encode()).hexdigest()[:16] if look else ""


def _from_brand(brand: str, own: Mapping[str, str]) -> dict[str, str]:
    deep = mix(brand, "#000000", 0.3)
    panel = mix(brand, WHITE, 0.9)
    grounds = (own["page"], own["surface"], panel, own["restricted-surface"])
    # Links and buttons are the main colour where that can be read, and the nearest that can where not.
    able = next((one for one in (brand, *nearer_and_nearer(brand)) if _is_read_on(one, grounds)), own["link"])
    return {
        "brand": brand,
        "brand-deep": deep,
        "brand-text": _readable_on(brand),
        "brand-soft": mix(brand, _readable_on(brand), 0.84),
        "surface-alt": panel,
        "link": able,
        "link-hover": mix(able, "#000000", 0.3),
        "button": able,
        "button-hover": mix(able, "#000000", 0.25),
        "button-text": WHITE,
        "footer": deep,
        "footer-text": mix(deep, _readable_on(deep), 0.9),
        "footer-link": _readable_on(deep),
    }


def _is_read_on(colour: str, grounds: tuple[str, ...]) -> bool:
    return all(contrast(colour, ground) >= WORDS for ground in (*grounds, WHITE))


def _readable_on(ground: str) -> str:
    return max((WHITE, BLACK), key=lambda words: contrast(words, ground))


def _that_would_do(theme: str, look: Look, name: str) -> str:
    chosen = look.brand or look.accent
    fitting = (
        one
        for one in nearer_and_nearer(chosen)
        if not weak_pairs(colours(theme, replace(look, **{name: one})))
    )
    return next(fitting, "")


def _in_words(pair: Weak, better: str) -> str:
    said = _("%(front)s on %(back)s: the contrast is %(contrast)s to 1, and %(least)s to 1 is needed.") % {
        "front": str(_NAMES.get(pair.front, pair.front)).capitalize(),
        "back": _NAMES.get(pair.back, pair.back),
        # Rounded down: 4.49 is not 4.5.
        "contrast": f"{int(pair.contrast * 10) / 10:.1f}",
        "least": f"{pair.least:g}",
    }
    return f"{said} {_('%(colour)s would do.') % {'colour': better}}" if better else said
