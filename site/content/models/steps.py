"""Step by step: what somebody has to do, in order, over several pages."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from audiences.http import GuildhallRequest
from content.blocks.body import BodyBlock
from content.blocks.step_by_step import StepBlock
from content.fields import BodyField
from content.models.base import ContentPage
from content.step_by_step.including import write_step_links
from content.step_by_step.shown import steps_of
from content.telling import changes_what_is_read


class StepByStepPage(ContentPage):
    """The steps, each with the pages, journeys and articles that belong to it."""

    body = BodyField(BodyBlock(), blank=True)
    steps = BodyField([("step", StepBlock())], blank=True)

    parent_page_types = ["content.LandingPage", "content.SubLandingPage", "content.StandardPage"]
    subpage_types = ["content.ServicePage", "content.StandardPage"]
    content_panels = [*ContentPage.content_panels, FieldPanel("body"), FieldPanel("steps")]

    class Meta:
        verbose_name = _("step by step")

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``step_list``: the steps, with the links that the one asking may follow."""
        return {**super().get_context(request, *args, **kwargs), "step_list": steps_of(request, self)}

    def _save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super()._save(*args, **kwargs)
            if changes_what_is_read(kwargs.get("update_fields")):
                write_step_links(self)


class StepLink(models.Model):
    """That a published step by step includes a page: written when it is published, so that the page can show it without
    looking through all of them. One row a page, with the first step that includes it."""

    steps = models.ForeignKey(StepByStepPage, on_delete=models.CASCADE, related_name="included")
    page = models.ForeignKey("content.ContentPage", on_delete=models.CASCADE, related_name="step_links")
    number = models.PositiveSmallIntegerField(help_text="Of the step, counted from 1.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "steps"], name="one_step_link_per_page")]

    def __str__(self) -> str:
        return f"{self.steps_id} #{self.number}: {self.page_id}"
