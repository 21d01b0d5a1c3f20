"""A council's own look on one of the sites: its name, its crest, its colours and its type."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from audiences.keys import PUBLIC
from content.fields import BodyField
from themes.brand import Look, complaints
from themes.contrast import COLOUR

COLOUR_HELP = _("As # and six signs, for example #14433a. The other colours of the site are made from it.")


class NameBlock(blocks.StructBlock):
    """The council's name in one more language."""

    language = blocks.CharBlock(max_length=10, help_text=_("Its code, such as cy for Welsh."))
    name = blocks.CharBlock(max_length=80)


@register_setting(icon="view")
class Brand(BaseSiteSetting):
    """What is left empty is as the theme has it; the name, as the public site has it. ``content.brand`` shows it.

    Colours are ``#rrggbb``; ``themes.brand`` makes the others from them and refuses those that cannot be read.
    """

    class Typeface(models.TextChoices):
        """Typefaces of the reader's own device: nothing is loaded."""

        THEME = "", _("As the theme has it")
        SERIF = "serif", _("Serif headings")
        HUMANIST = "humanist", _("Humanist")
        GEOMETRIC = "geometric", _("Geometric")
        SYSTEM = "system", _("The device's own")

    council_name = models.CharField(
        _("name of the council"),
        max_length=80,
        blank=True,
        help_text=_("In full, as it stands at the head of every page and at the foot of every letter."),
    )
    names = BodyField([("name", NameBlock())], verbose_name=_("in other languages"), blank=True)
    logo = models.ForeignKey(
        "content.GuildhallImage",
        verbose_name=_("logo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("On a transparent ground, at least 200 pixels high."),
    )
    brand_colour = models.CharField(_("main colour"), max_length=7, blank=True, help_text=COLOUR_HELP)
    accent_colour = models.CharField(
        _("second colour"), max_length=7, blank=True, help_text=_("For lines and marks that catch the eye.")
    )
    typeface = models.CharField(_("typeface"), max_length=10, choices=Typeface, blank=True, default="")

    panels = [
        MultiFieldPanel(
            [FieldPanel("council_name"), FieldPanel("names"), FieldPanel("logo")], heading=_("Who you are")
        ),
        MultiFieldPanel(
            [FieldPanel("brand_colour"), FieldPanel("accent_colour"), FieldPanel("typeface")],
            heading=_("Look"),
        ),
    ]

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def __str__(self) -> str:
        return f"Brand of {self.site}"

    @property
    def look(self) -> Look:
        """What is chosen of colours and type."""
        return Look(self.brand_colour, self.accent_colour, self.typeface)

    def name_in(self, language: str) -> str:
        """The council's name in a language, or as written where that has none of its own."""
        words: Any
        for words in self.names:
            if words.value["language"] == language.split("-")[0]:
                return str(words.value["name"])
        return self.council_name

    def clean(self) -> None:
        """Colours are written as browsers write them, and can be read on one another.

        Raises:
            ValidationError: for what is no colour; for a pair that is too close, with a colour that would do.
        """
        super().clean()
        wrong: dict[str, list[Any]] = {}
        for name in ("brand_colour", "accent_colour"):
            setattr(self, name, getattr(self, name).strip().lower())
            chosen = getattr(self, name)
            if chosen and not COLOUR.match(chosen):
                wrong[name] = [_("Write the colour as # and six signs from 0 to 9 and a to f.")]
        if not wrong:
            theme = settings.ENVIRONMENT.hosts.get(self.site.hostname, PUBLIC)
            found = complaints(theme, self.look)
            wrong = {f"{name}_colour": list(said) for name, said in found.items()}
        if wrong:
            raise ValidationError(wrong)
