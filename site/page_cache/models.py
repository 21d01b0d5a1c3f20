"""The one row that says how fresh a kept answer has to be."""

from django.db import models


class Freshness(models.Model):
    """A number that goes up in the transaction of every change of what the public site shows.

    One row, made by the migration. Triggers of the database raise it (``watching``), and ``freshness.touch`` does.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.BigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_freshness")]

    def __str__(self) -> str:
        return str(self.number)
