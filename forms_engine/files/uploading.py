"""How much of an upload is written to disk before anybody has looked at it."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

from forms_engine.definition.question_types import MOST_FILES, MOST_MEGABYTES

LARGEST_FILE = MOST_MEGABYTES * 1024 * 1024 + 1  # bytes: one more than anything takes, so that it is told
MOST_AT_ONCE = MOST_FILES * LARGEST_FILE  # bytes, of all files of one request

# Editors put documents of any size into Wagtail's library.
UNCAPPED = "/admin/"


class CappedUploadHandler(FileUploadHandler):
    """Takes in the files of a form without letting any fill the disk.

    A file larger than any question takes is read to its end and not kept, so that the rest of the form arrives: its
    ``size`` says what was sent, and the check that refuses it names it. Comes first in ``FILE_UPLOAD_HANDLERS``.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: Mapping[str, Any],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Begin with a request."""
        request = self.request
        self.active = request is None or not request.path.startswith(UNCAPPED)
        self.left = MOST_AT_ONCE

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with a file."""
        super().new_file(*args, **kwargs)
        if self.active:
            self.file = TemporaryUploadedFile(
                self.file_name or "", self.content_type or "", 0, self.charset, self.content_type_extra
            )
            self.kept = 0
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write a piece, unless there is too much already."""
        if not self.active:
            return raw_data
        if self.kept + len(raw_data) <= LARGEST_FILE and len(raw_data) <= self.left:
            self.file.write(raw_data)
            self.kept += len(raw_data)
            self.left -= len(raw_data)
        else:
            self.kept = LARGEST_FILE
        return None

    def file_complete(self, file_size: int) -> TemporaryUploadedFile | None:
        """The file, with the size that was sent."""
        if not self.active:
            return None
        self.file.seek(0)
        # What was not kept whole is larger than anything takes, and is never looked into.
        self.file.size = max(file_size, self.kept)
        return self.file

    def upload_interrupted(self) -> None:
        """The sender went away: leave nothing on the disk."""
        if getattr(self, "file", None) is not None:
            self.file.close()
