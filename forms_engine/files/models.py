"""Files people send us: private, named at random, never in Wagtail's documents."""

import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q


def private_storage() -> Storage:
    """The storage that no URL leads to."""
    return storages["private"]


def random_name(stored: "StoredFile", name: str) -> str:
    """A path that says nothing of what is in it."""
    return f"uploads/{stored.id.hex[:2]}/{stored.id.hex}"


class StoredFile(models.Model):
    """One file, known to its owner by type and id. Ask ``is_open`` before anybody gets to see its content."""

    class ScanState(models.TextChoices):
        """In the words that officers read."""

        NOT_NEEDED = "not-needed", "Not scanned"
        WAITING = "waiting", "Being scanned for viruses"
        CLEAN = "clean", "Scanned: no virus found"
        INFECTED = "infected", "Deleted: it contained a virus"
        FAILED = "failed", "Could not be scanned"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_type = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40)
    client_id = models.UUIDField(
        null=True,
        blank=True,
        help_text="What its sender's program called it: sent again, it is the same file.",
    )
    name = models.CharField(max_length=200, help_text="As its sender called it; shown, never used as a path.")
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="Bytes, as stored.")
    sha256 = models.CharField(max_length=64)
    content = models.FileField(storage=private_storage, upload_to=random_name, max_length=200, blank=True)
    scan_state = models.CharField(max_length=12, choices=ScanState, default=ScanState.NOT_NEEDED)
    scan_tries = models.PositiveIntegerField(default=0)
    scan_next_at = models.DateTimeField(null=True, blank=True)
    scan_note = models.CharField(max_length=200, blank=True, help_text="The virus's name, or why it failed.")
    scanned_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner_type", "owner_id"], name="stored_file_owner"),
            models.Index(
                fields=["scan_next_at"], name="stored_file_scan_due", condition=Q(scan_state="waiting")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner_type", "owner_id", "client_id"],
                name="one_file_per_client_id",
                condition=Q(client_id__isnull=False),
            ),
            models.CheckConstraint(
                name="an_infected_file_has_no_content",
                condition=Q(scan_state="infected", content="") | (~Q(scan_state="infected") & ~Q(content="")),
            ),
            models.CheckConstraint(
                name="a_file_waits_for_its_scan_until_some_time",
                condition=Q(scan_state="waiting", scan_next_at__isnull=False)
                | (~Q(scan_state="waiting") & Q(scan_next_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_open(self) -> bool:
        """Whether its content may be shown or handed on: scanned and clean, or where nothing is scanned."""
        return self.scan_state in {self.ScanState.NOT_NEEDED, self.ScanState.CLEAN}
