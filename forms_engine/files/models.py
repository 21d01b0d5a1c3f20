"""Files people send us: private, named at random, never in Wagtail's documents."""

import uuid

from django.core.files.storage import Storage, storages
from django.db import models


def private_storage() -> Storage:
    """The storage that no URL leads to."""
    return storages["private"]


def random_name(stored: "StoredFile", name: str) -> str:
    """A path that says nothing of what is in it."""
    return f"uploads/{stored.id.hex[:2]}/{stored.id.hex}"


class StoredFile(models.Model):
    """One file, known to its owner by type and id until a request takes it over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_type = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40)
    name = models.CharField(max_length=200, help_text="As its sender called it; shown, never used as a path.")
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="Bytes, as stored.")
    sha256 = models.CharField(max_length=64)
    content = models.FileField(storage=private_storage, upload_to=random_name, max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="stored_file_owner")]

    def __str__(self) -> str:
        return str(self.id)
