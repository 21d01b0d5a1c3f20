"""The page types an editor chooses from."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from audiences.http import GuildhallRequest
from content.blocks.body import BodyBlock
from content.blocks.links import CallToActionBlock, TaskBlock
from content.fields import BodyField
from content.journey_choice import ServicePageForm
from content.journey_references import JourneySlugField
from content.links import children_of
from content.models.base import ContentPage
from content.ways_on import ways_on


class HomePage(ContentPage):
    """The front page of one of the three sites."""

    hero_image = models.ForeignKey(
        "content.GuildhallImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    top_tasks = BodyField(
        [("task", TaskBlock())], blank=True, help_text=_("What most people come for, four to eight.")
    )
    body = BodyField(BodyBlock(), blank=True)

    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("hero_image"),
        FieldPanel("top_tasks"),
        FieldPanel("body"),
    ]

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``children``: the sections below that the one asking may read."""
        return {**super().get_context(request, *args, **kwargs), "children": children_of(request, self)}


class StandardPage(ContentPage):
    """A page of information. With pages below it, it is a section and lists them."""

    body = BodyField(BodyBlock(), blank=True)

    parent_page_types = [
        "content.HomePage",
        "content.StandardPage",
        "content.LandingPage",
        "content.SubLandingPage",
        "content.StepByStepPage",
        "content.PrivacyPage",
    ]
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    @property
    def headings(self) -> list[dict[str, str]]:
        """The headings of the body, for a contents list: ``text``, ``anchor`` and ``block``, the block's id."""
        return self.body.stream_block.headings(self.body)

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``children``: the pages below that the one asking may read."""
        return {**super().get_context(request, *args, **kwargs), "children": children_of(request, self)}


class ServicePage(ContentPage):
    """One thing the council does for people, with the way to apply for it, report it, pay it or book it."""

    journey_slug = JourneySlugField(
        _("journey"),
        blank=True,
        help_text=_("The journey its start button opens, for example report-a-pothole."),
    )
    start_label = models.CharField(
        _("start button"), max_length=60, blank=True, help_text=_("“Start now” if empty.")
    )
    actions = BodyField(
        [("action", CallToActionBlock())],
        verbose_name=_("more ways on"),
        blank=True,
        help_text=_("Other things people come to this page to do."),
    )
    service_slug = models.SlugField(
        _("service"),
        blank=True,
        help_text=_("Its name in the catalogue of services: for its status and the A to Z."),
    )
    body = BodyField(BodyBlock(), blank=True)
    phone = models.CharField(max_length=30, blank=True)
    opening_hours = models.CharField(max_length=200, blank=True)
    lgsl = models.CharField(
        _("LGSL number"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^[0-9]+$")],
        help_text=_("The number of this service in the national list of local government services."),
    )

    base_form_class = ServicePageForm
    parent_page_types = [
        "content.HomePage",
        "content.StandardPage",
        "content.LandingPage",
        "content.SubLandingPage",
        "content.StepByStepPage",
    ]
    subpage_types: list[str] = []
    content_panels = [
        *ContentPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("journey_slug"), FieldPanel("start_label"), FieldPanel("actions")],
            heading=_("Do it online"),
        ),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("phone"), FieldPanel("opening_hours")], heading=_("By phone")),
        MultiFieldPanel([FieldPanel("service_slug"), FieldPanel("lgsl")], heading=_("In the catalogue")),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("journey_slug", overridable=False),
        SynchronizedField("phone"),
        SynchronizedField("lgsl", overridable=False),
        SynchronizedField("service_slug", overridable=False),
    ]

    @property
    def headings(self) -> list[dict[str, str]]:
        """The headings of the body, for a contents list: ``text``, ``anchor`` and ``block``, the block's id."""
        return self.body.stream_block.headings(self.body)

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``ways_on``: what else can be done from here, as far as the one asking may go there."""
        return {**super().get_context(request, *args, **kwargs), "ways_on": ways_on(request, self)}
