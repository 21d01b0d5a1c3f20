"""What was found out about a document, kept in memory for the next screen: nothing of it outlives the process."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any

from forms_engine.definition.errors import Finding
from forms_engine.editor.editing.changes.finding import Document
from forms_engine.editor.findings import findings_of

MOST_KEPT = 64  # documents

_kept: OrderedDict[str, list[Finding]] = OrderedDict()
_lock = Lock()


def digest(value: Any) -> str:
    """A short fingerprint of a part as JSON; equal parts have the same, whatever the order of their names."""
    written = json.dumps(value, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:24]


def findings_known(document: Document, sets: Mapping[str, list[Any]]) -> list[Finding]:
    """What the linter says of a document with these question sets, asked once for each."""
    key = digest([document, dict(sets)])
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = findings_of(document, sets)
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found
