"""Councillors: whose ward it is, what they have raised for residents, and with what consent."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from forms_engine.requests.models.request import Request


class Councillor(models.Model):
    """Who sits for which wards. Sees counts of them, and the requests raised as casework; nothing else."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="councillor")
    wards = models.ManyToManyField("locations.Area", related_name="+", blank=True)
    is_live = models.BooleanField(default=True)

    def __str__(self) -> str:
        return str(self.user)


class Casework(models.Model):
    """That a councillor raised a request, or follows one, for a resident, and what the resident agreed to."""

    class Consent(models.TextChoices):
        WRITTEN = "written", "In writing"
        SPOKEN = "spoken", "By word of mouth, noted by the councillor"
        FORM = "form", "On the council's consent form"
        NOT_NEEDED = "not-needed", "Not needed: nothing in it is about a person"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    councillor = models.ForeignKey(Councillor, on_delete=models.PROTECT, related_name="casework")
    request = models.ForeignKey(
        Request,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="casework",
        help_text="None while the councillor is still filling it in.",
    )
    resident = models.CharField(max_length=200, blank=True, help_text="Who asked the councillor.")
    consent = models.CharField(max_length=20, choices=Consent)
    consent_on = models.DateField(null=True, blank=True)
    consent_words = models.TextField(blank=True, help_text="What was agreed to, and how it is known.")
    raised = models.BooleanField(help_text="Raised by the councillor; otherwise one that was there already.")
    agreed_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Since when the councillor may follow it: at once what they raised themselves.",
    )
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The officer who let them follow one that was there already.",
    )
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="When the resident took the consent back, or it was over."
    )
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["councillor", "request"],
                condition=Q(ended_at__isnull=True, request__isnull=False),
                name="one_casework_per_councillor_and_request",
            ),
            models.CheckConstraint(
                name="casework_followed_by_an_officers_leave",
                condition=Q(raised=True)
                | (Q(request__isnull=False) & Q(agreed_at__isnull=True, agreed_by__isnull=True))
                | Q(request__isnull=False, agreed_at__isnull=False, agreed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="casework_consent_says_when_and_whose",
                condition=Q(consent="not-needed") | (Q(consent_on__isnull=False) & ~Q(resident="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
