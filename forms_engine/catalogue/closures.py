"""The days on which the council does not work, beside weekends and England's bank holidays."""

from django.db import models


class ClosureDay(models.Model):
    """A day on which the council is closed: between Christmas and New Year, or for a day of mourning."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%-d %B %Y}: {self.name}"
