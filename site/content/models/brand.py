"""A council's own look on one of the sites: its name, its crest, its colours and its type."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="view")
class Brand(BaseSiteSetting):
    """What is left empty is as the theme has it. Colours are ``#rrggbb``; ``themes.contrast`` refuses those that cannot be
    read on one another."""

    class Typeface(models.TextChoices):
        """Typefaces of the reader's own device: nothing is loaded."""

        THEME = "", _("As the theme has it")
        SERIF = "serif", _("Serif headings")
        HUMANIST = "humanist", _("Humanist")
        GEOMETRIC = "geometric", _("Geometric")
        SYSTEM = "system", _("The device's own")

    council_name = models.CharField(_("name of the council"), max_length=80, blank=True)
    logo = models.ForeignKey(
        "content.GuildhallImage",
        verbose_name=_("logo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("On a transparent ground, at least 200 pixels high."),
    )
    brand_colour = models.CharField(_("main colour"), max_length=7, blank=True)
    accent_colour = models.CharField(_("second colour"), max_length=7, blank=True)
    typeface = models.CharField(_("typeface"), max_length=10, choices=Typeface, blank=True, default="")

    panels = [
        MultiFieldPanel([FieldPanel("council_name"), FieldPanel("logo")], heading=_("Who you are")),
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
