"""How long after one contact another is about the same thing."""

from django.db import models


class RepeatWindow(models.Model):
    """For how many days a service's customers who come back are back about the same thing. Not 14, as for services that
    have none: 0 where coming often is what the service is for, such as paying by instalments."""

    service = models.OneToOneField(
        "catalogue.Service", on_delete=models.CASCADE, related_name="repeat_window"
    )
    days = models.PositiveSmallIntegerField(
        help_text="0 for a service whose customers are meant to come often."
    )

    def __str__(self) -> str:
        return f"{self.service_id}: {self.days} days"
