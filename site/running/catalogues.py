"""Compiles the catalogues of ``site/locale`` into what Python's gettext reads. No tool needs to be installed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import polib


def compile_catalogues(root: Path) -> list[Path]:
    """Write the ``.mo`` beside each ``.po`` that is newer than it; answers those written.

    A reader sees the old file or the new one, never half of one, and two processes may do it at once.

    Raises:
        OSError: when a catalogue is no PO file, or the folder cannot be written to.
    """
    done = []
    for source in sorted((root / "site" / "locale").glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        newest = source.stat().st_mtime_ns
        if target.exists() and target.stat().st_mtime_ns == newest:
            continue
        content = polib.pofile(str(source), encoding="utf-8").to_binary()
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
            file.write(content)
        written = Path(file.name)
        # The words are everybody's to read; a temporary file is its owner's alone.
        written.chmod(0o644)
        # The same time as its source, so that an older catalogue checked out again is compiled again.
        os.utime(written, ns=(newest, newest))
        written.replace(target)
        done.append(target)
    return done
