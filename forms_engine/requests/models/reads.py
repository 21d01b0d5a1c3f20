"""Who has looked at what is not for everybody at work."""

from django.conf import settings
from django.db import models

from forms_engine.requests.models.request import Request


class RequestRead(models.Model):
    """Somebody at work opened a request of a team-only or restricted service, or something of it. Only ever added to: a
    trigger refuses changes and deletions."""

    class What(models.TextChoices):
        PAGE = "page", "The request"
        FILE = "file", "A file"
        LETTER = "letter", "A letter"
        BODY = "body", "What a back office was told"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="reads")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=What)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["request", "-id"], name="request_read")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.what}"
