"""How services stand, and what of the sites is not accessible yet: two lists that pages are made from."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from content.service_status.form import ServiceStatusForm


class ServiceStatus(RevisionMixin, TranslatableMixin, models.Model):
    """That a service is disrupted or closed, from when to when. It shows on its page, on those above and below it and on
    the service status page; what changes everybody's day is an ``Alert``."""

    class Level(models.TextChoices):
        """How bad it is."""

        CHANGED = "changed", _("Changed")
        DISRUPTED = "disrupted", _("Disrupted")
        CLOSED = "closed", _("Closed")

    page = models.ForeignKey(
        "content.ContentPage",
        verbose_name=_("page of the service"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.DISRUPTED)
    title = models.CharField(_("title"), max_length=80)
    text = models.CharField(_("text"), max_length=300, blank=True)
    starts = models.DateTimeField(_("from"), null=True, blank=True, help_text=_("At once, if empty."))
    ends = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Until you take it down, if empty.")
    )

    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("text"),
        *(SynchronizedField(name, overridable=False) for name in ("page", "level", "starts", "ends")),
    ]

    base_form_class = ServiceStatusForm

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("service status")
        verbose_name_plural = _("service statuses")
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gt=F("starts")),
                name="status_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Say in words what the constraint says.

        Raises:
            ValidationError: for an end before the start.
        """
        super().clean()
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValidationError({"ends": _("This is before it starts. Choose a later time.")})


class AccessibilityProblem(TranslatableMixin, models.Model):
    """Something that is not accessible yet: a line of the accessibility statement until it is mended."""

    class Why(models.TextChoices):
        """Why it stands in the statement, in the three kinds that the regulations know."""

        NOT_MET = "not-met", _("Does not meet the standard")
        BURDEN = "burden", _("Disproportionate burden")
        EXEMPT = "exempt", _("Not within the scope of the regulations")

    what = models.CharField(
        _("what"), max_length=300, help_text=_("Whom it keeps from what, in plain words.")
    )
    criterion = models.CharField(
        _("success criterion"), max_length=60, blank=True, help_text=_("For example: 1.1.1 Non-text content.")
    )
    why = models.CharField(_("why"), max_length=10, choices=Why, default=Why.NOT_MET)
    found_on = models.DateField(_("found on"))
    mend_by = models.DateField(_("we mend it by"), null=True, blank=True)
    mended_on = models.DateField(_("mended on"), null=True, blank=True)

    translatable_fields = [
        TranslatableField("what"),
        *(
            SynchronizedField(name, overridable=False)
            for name in ("criterion", "why", "found_on", "mend_by", "mended_on")
        ),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("accessibility problem")
        verbose_name_plural = _("accessibility problems")
        ordering = ["found_on", "id"]

    def __str__(self) -> str:
        return self.what

    def clean(self) -> None:
        """What does not meet the standard says by when it is mended; nothing is mended before it was found.

        Raises:
            ValidationError: at the day to change.
        """
        super().clean()
        early = _("This is before it was found. Choose a later day.")
        if self.found_on and self.mend_by and self.mend_by < self.found_on:
            raise ValidationError({"mend_by": early})
        if self.found_on and self.mended_on and self.mended_on < self.found_on:
            raise ValidationError({"mended_on": early})
        if self.why == self.Why.NOT_MET and not self.mend_by and not self.mended_on:
            raise ValidationError(
                {"mend_by": _("Say by when you plan to mend it: the regulations ask for it.")}
            )
