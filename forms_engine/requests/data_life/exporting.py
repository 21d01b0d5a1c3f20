"""All that is known of somebody, as a ZIP file of a page to read, the same as data, and their files.

``export_of`` is what a person gets in their own account: what they are shown there. ``everything_about`` is what an
officer prepares for a subject access request: everything, with what is of other people, or was written by officers,
marked to be looked at by a person before it is handed out.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import dateformat, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from audiences.keys import PUBLIC
from forms_engine.files.models import StoredFile
from forms_engine.requests.customers.groups import family_of
from forms_engine.requests.data_life import about_people, about_requests
from forms_engine.requests.data_life.export_labels import in_plain_words, label_of
from forms_engine.requests.models import Customer, Request

Found = dict[str, Any]

# What parts above keep about people: each answers its rows by the name of their list.
_above: list[Callable[[list[UUID]], Found]] = []


def register(of_person: Callable[[list[UUID]], Found]) -> None:
    """Have ``of_person(customer_ids)`` asked what an upper part keeps about a person, and shows them."""
    _above.append(of_person)


def export_of(customer: Customer) -> bytes:
    """What the customer is shown in their account, as a ZIP file: of their own row alone, whoever they were found to be
    besides, and nothing that they sent at work, which is about others and their employer's."""
    theirs = Request.objects.filter(customer=customer, audience=PUBLIC, erased_at=None, is_practice=False)
    return _zipped([customer.pk], theirs.order_by("created_at", "pk"), everything=False)


def everything_about(customer: Customer) -> bytes:
    """All that is known of the person whose row this is, in every row of theirs, as a ZIP file. For officers, who read it
    through before they hand it out."""
    family = family_of(customer)
    theirs = Request.objects.filter(customer__in=family, erased_at=None)
    return _zipped(family, theirs.order_by("created_at", "pk"), everything=True)


def _zipped(customers: list[UUID], requests: Iterable[Request], *, everything: bool) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        said: Found = {
            "made_at": timezone.now(),
            "people": about_people.people(customers, everything=everything),
            "requests": [],
        }
        for request in requests:
            files = list(about_requests.files(request, everything=everything))
            row = about_requests.request(request, everything=everything)
            row["files"] = [{"name": stored.name, "file": _put(package, request, stored)} for stored in files]
            said["requests"].append(row)
        if everything:
            said |= about_people.at_work(customers)
        for of_person in _above:
            said |= of_person(customers)
        package.writestr("data.json", json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        page = render_to_string(
            "requests/data_life/export.html", {"body": _in_html(said), "everything": everything}
        )
        package.writestr("index.html", page)
    return out.getvalue()


def _put(package: ZipFile, request: Request, stored: StoredFile) -> str:
    """Put a file into the package; answers where. What cannot be opened is not in it, but named."""
    if not stored.is_open or not stored.content.storage.exists(stored.content.name):
        return ""
    where = f"files/{request.reference}/{stored.id.hex[:8]}-{_plain(stored.name)}"
    with stored.content.open("rb") as content:
        package.writestr(where, content.read())
    return where


def _plain(name: str) -> str:
    """A file's name that is one on every computer, and leads nowhere else."""
    return "".join(sign if sign.isalnum() or sign in "-_. " else "_" for sign in name).strip(". ") or "file"


def _in_html(said: Any) -> SafeString:
    """The same as the data, to be read: what is empty is left out."""
    if isinstance(said, dict):
        rows = [
            (label_of(name), _link(value) if name == "file" else _in_html(in_plain_words(name, value)))
            for name, value in said.items()
            if value not in ("", None, [], {})
        ]
        return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))
    if isinstance(said, list):
        return format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", _each(said)))
    return format_html("{}", _in_words(said))


def _link(where: str) -> SafeString:
    """To a file of the package, from the page beside it."""
    return format_html('<a href="{}">{}</a>', quote(where), where)


def _each(said: list[Any]) -> Iterator[tuple[SafeString]]:
    for one in said:
        yield (_in_html(one),)


def _in_words(said: Any) -> str:
    if hasattr(said, "astimezone"):
        return dateformat.format(timezone.localtime(said), "j F Y, H:i")
    if isinstance(said, bool):
        return "✓" if said else "–"
    return str(said)
