"""What each of the three sites says about how to reach the council."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from content.blocks.links import OUR_PAGES
from content.fields import BodyField


class NamedLinkBlock(blocks.StructBlock):
    """A link to somebody else's site."""

    name = blocks.CharBlock(max_length=60)
    url = blocks.URLBlock(label=_("Address"))


class WordsBlock(blocks.StructBlock):
    """What of the facts is words, in one more language."""

    language = blocks.CharBlock(max_length=10, help_text=_("Its code, such as cy for Welsh."))
    opening_hours = blocks.CharBlock(max_length=200, required=False)
    address = blocks.CharBlock(max_length=200, required=False)


@register_setting(icon="home")
class SiteFacts(BaseSiteSetting):
    """The facts that every page of a site may show. What is left empty is as ``themes.council`` has it.

    Read them as ``theme.council`` in templates; ``content.facts`` puts them there. Who may edit them is a permission by
    site; every change is in the site history.
    """

    phone = models.CharField(_("phone"), max_length=30, blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    out_of_hours_phone = models.CharField(_("out-of-hours phone"), max_length=30, blank=True)
    email = models.EmailField(_("email"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    words = BodyField(
        [("words", WordsBlock())],
        verbose_name=_("in other languages"),
        blank=True,
        help_text=_("Opening hours and address as readers of another language get them."),
    )
    social_links = BodyField([("link", NamedLinkBlock())], verbose_name=_("social media"), blank=True)
    footer_links = BodyField(
        [("page", blocks.PageChooserBlock(page_type=OUR_PAGES)), ("link", NamedLinkBlock())],
        verbose_name=_("links at the foot of every page"),
        blank=True,
        help_text=_("Besides accessibility, privacy and cookies, which are always there."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("opening_hours"), FieldPanel("out_of_hours_phone")],
            heading=_("By phone"),
        ),
        MultiFieldPanel([FieldPanel("email"), FieldPanel("address")], heading=_("In writing")),
        FieldPanel("words"),
        FieldPanel("social_links"),
        FieldPanel("footer_links"),
    ]

    class Meta:
        verbose_name = _("contact details and links")
        verbose_name_plural = _("contact details and links")

    def __str__(self) -> str:
        return f"Contact details of {self.site}"

    def in_language(self, name: str, language: str) -> str:
        """``opening_hours`` or ``address`` in a language, or as written where that has none."""
        words: Any
        for words in self.words:
            if words.value["language"] == language and words.value[name]:
                return str(words.value[name])
        return str(getattr(self, name))
