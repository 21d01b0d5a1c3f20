"""What has to be read: an article or another page, by whom and by when, and who has confirmed that they did."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from forms_engine.catalogue.models import Team
from partners.models import Organisation


class Reading(models.Model):
    """A page that some people have to read. Only one at a time for a page; ended, it asks nobody.

    A receipt counts from ``asked_at`` on: asking again moves it, and with it everybody's confirmation lapses.
    """

    page = models.OneToOneField("content.ContentPage", on_delete=models.CASCADE, related_name="reading")
    all_staff = models.BooleanField(default=False)
    teams = models.ManyToManyField(Team, blank=True, related_name="+")
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="+")
    due_on = models.DateField()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_revision = models.BigIntegerField(help_text="The page's published revision when it was asked.")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.pk)


class Receipt(models.Model):
    """ "I have read and understood this." Never changed and never deleted: the database refuses.

    Only the person can be taken out of it, when their account is.
    """

    page = models.ForeignKey("content.ContentPage", on_delete=models.PROTECT, related_name="receipts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="reading_receipts"
    )
    revision = models.BigIntegerField(help_text="The published revision that was on their screen.")
    asked_at = models.DateTimeField(help_text="When it was asked what they confirmed.")
    read_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            # The same text may be asked for again, once a year say.
            models.UniqueConstraint(
                fields=["page", "user", "revision", "asked_at"], name="one_receipt_per_person_and_asking"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
