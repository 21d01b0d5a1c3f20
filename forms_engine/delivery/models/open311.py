"""What is known of the cases that were filed with Open311 servers, and how far each server has been asked."""

from django.db import models
from django.db.models import Q

from forms_engine.delivery.models.delivery import Delivery
from forms_engine.delivery.models.destination import Destination


class Open311Case(models.Model):
    """One report filed with an Open311 server: its number, or the token that will become one, and how it stands by the
    server's last word."""

    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="open311_case")
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="+")
    service_request_id = models.CharField(max_length=200, blank=True)
    token = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=100, default="open")
    words = models.TextField(blank=True)
    changed_at = models.DateTimeField(
        null=True, blank=True, help_text="When it last changed, by their clock."
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    filed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="open311_case_has_a_number_or_a_token",
                condition=~Q(service_request_id="") | ~Q(token=""),
            ),
        ]
        indexes = [
            models.Index(fields=["destination", "asked_at"], name="open311_case_to_ask"),
            models.Index(
                fields=["destination", "asked_at"],
                name="open311_case_token",
                condition=Q(service_request_id=""),
            ),
        ]

    def __str__(self) -> str:
        return self.service_request_id or self.token


class Open311Poll(models.Model):
    """How far one Open311 server has been asked. Where asking fails, ``detail`` says why, in words for a person."""

    destination = models.OneToOneField(Destination, on_delete=models.PROTECT, related_name="open311_poll")
    asked_at = models.DateTimeField(null=True, blank=True)
    updates_until = models.DateTimeField(
        null=True, blank=True, help_text="What happened up to then has been taken over."
    )
    failing_since = models.DateTimeField(null=True, blank=True)
    detail = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return str(self.destination)
