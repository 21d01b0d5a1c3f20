"""Answers as GeoReport v2 writes them: XML, which every server must give, and JSON.

Both are made of the same plain data. A list becomes elements of one name inside another (``ITEMS``); in JSON the outer
name of a document goes, as in the specification's examples.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

from django.http import HttpResponse, JsonResponse

XML, JSON = "xml", "json"

# What XML 1.0 cannot hold, even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What one of these is called, inside the element that lists them.
ITEMS = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}

Data = Mapping[str, Any] | Sequence[Any]


def answer(form: str, root: str, data: Data, status: int = 200) -> HttpResponse:
    """A document called ``root`` as XML or JSON. Times are written as W3C has them, in UTC; None is an empty element in
    XML and null in JSON."""
    if form == JSON:
        return JsonResponse(
            _plain(data), safe=False, status=status, json_dumps_params={"ensure_ascii": False}
        )
    element = _element(root, data)
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(element, encoding="unicode")
    return HttpResponse(text.encode(), status=status, content_type="text/xml; charset=utf-8")


def w3c(moment: datetime) -> str:
    """A moment in UTC, to the second: ``2026-11-22T15:04:05+00:00``."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _plain(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {name: _plain(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return w3c(data) if isinstance(data, datetime) else data


def _element(name: str, data: Any) -> ElementTree.Element:
    element = ElementTree.Element(name)
    if isinstance(data, Mapping):
        element.extend(_element(part, value) for part, value in data.items())
    elif isinstance(data, list | tuple):
        element.extend(_element(ITEMS[name], value) for value in data)
    elif isinstance(data, bool):
        element.text = "true" if data else "false"
    elif isinstance(data, datetime):
        element.text = w3c(data)
    elif data is not None:
        element.text = _NOT_XML.sub("", str(data))
    return element
