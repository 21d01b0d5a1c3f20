"""Who edits a section."""

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class SectionEditors(Group):
    """A few people's right to edit, or to publish, one section in all its languages, and nothing outside it.

    It is a group of Wagtail's with permissions on the section's own page in each language, so that everything Wagtail
    decides by groups (the explorer, editing, moving, workflow) holds for it. Only ``content.sections.services`` writes it.
    The group goes with its section.
    """

    if TYPE_CHECKING:
        # What Group brings knows groups only.
        objects: ClassVar[models.Manager["SectionEditors"]]  # type: ignore[assignment]

    section = models.ForeignKey(
        "content.ContentPage",
        on_delete=models.CASCADE,
        related_name="section_editors",
        verbose_name=_("section"),
    )
    may_publish = models.BooleanField(
        _("may publish"), default=False, help_text=_("Without this, a publisher approves what they write.")
    )

    class Meta:
        verbose_name = _("section editors")
        verbose_name_plural = _("section editors")
        constraints = [
            models.UniqueConstraint(fields=["section", "may_publish"], name="one_group_per_section_and_right")
        ]

    def __str__(self) -> str:
        return self.name
