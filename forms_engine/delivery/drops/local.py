"""A folder on a disk of ours, such as a share that the back office has mounted too.

The other side may write there as well, so nothing is followed that it could have put there: every step is taken from an
open folder, and no link is gone through.
"""

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from forms_engine.delivery.drops.interface import DONE, DropFailed, Listing, checked_name, unfinished
from forms_engine.delivery.outcome import Fault

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
MODE = 0o640
FULL = {errno.ENOSPC, errno.EDQUOT}


class LocalDrop:
    """Implements ``Drop`` for ``root`` and one folder in it ("" for none)."""

    def __init__(self, root: Path, folder: str) -> None:
        self._root, self._folder = root, checked_name(folder) if folder else ""

    def put(self, files: Mapping[str, bytes]) -> None:
        """Leave these files: each is written beside its place, flushed to the disk and then given its name."""
        with self._open() as folder:
            for name, content in files.items():
                _put(folder, checked_name(name), content)

    def remove(self, name: str) -> None:
        """Take one file away."""
        with self._open() as folder, suppress(FileNotFoundError, PermissionError):
            os.unlink(checked_name(name), dir_fd=folder)

    def listing(self) -> Listing:
        """What lies there now."""
        with self._open() as folder:
            done: frozenset[str] = frozenset()
            with suppress(FileNotFoundError):
                inside = os.open(DONE, FOLDER, dir_fd=folder)
                try:
                    done = frozenset(os.listdir(inside))  # noqa: PTH208 - of an open folder, not of a path
                finally:
                    os.close(inside)
            return Listing(frozenset(os.listdir(folder)), done)  # noqa: PTH208

    def read(self, names: list[str], most: int) -> dict[str, bytes]:
        """The first bytes of plain files; a link or a pipe is no file."""
        found: dict[str, bytes] = {}
        with self._open() as folder:
            for name in names:
                with suppress(FileNotFoundError):
                    # Without waiting: opening a pipe would.
                    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
                    with os.fdopen(os.open(checked_name(name), flags, dir_fd=folder), "rb") as handle:
                        found[name] = handle.read(most)
        return found

    @contextmanager
    def _open(self) -> Iterator[int]:
        handles: list[int] = []
        try:
            handles.append(os.open(self._root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
            if self._folder:
                handles.append(os.open(self._folder, FOLDER, dir_fd=handles[0]))
            yield handles[-1]
        except OSError as error:
            raise _failed(error) from error
        finally:
            for handle in handles:
                os.close(handle)


def _put(folder: int, name: str, content: bytes) -> None:
    beside = unfinished(name)
    with suppress(FileNotFoundError):
        os.unlink(beside, dir_fd=folder)  # of a worker that died
    try:
        with os.fdopen(os.open(beside, NEW_FILE, MODE, dir_fd=folder), "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        os.rename(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        with suppress(OSError):
            os.unlink(beside, dir_fd=folder)
        raise
    os.fsync(folder)


def _failed(error: OSError) -> DropFailed:
    if error.errno in FULL:
        return DropFailed(Fault.PASSING, "The disk is full.")
    if error.errno in {errno.EACCES, errno.EPERM, errno.ELOOP}:
        return DropFailed(Fault.SETTING, "We may not write into the folder, or it is a link.")
    return DropFailed(Fault.PASSING, f"The folder cannot be used just now ({os.strerror(error.errno or 0)}).")
