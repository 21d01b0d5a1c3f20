"""Files for spreadsheets. What is written goes through `payments.statements`, whose cells no spreadsheet takes for
formulas."""

from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import Any, TextIO

from django.http import StreamingHttpResponse
from django.utils import timezone


def csv_response(name: str, parts: Iterable[str]) -> StreamingHttpResponse:
    """A CSV file, named with today's day, that no cache keeps. The mark at its start tells spreadsheets that it is
    UTF-8."""
    response = StreamingHttpResponse(_marked(parts), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.csv"'
    return response


def streamed(batches: Iterable[list[Any]], write: Callable[[Iterable[Any], TextIO], None]) -> Iterator[str]:
    """What ``write`` makes of each batch, with the head only once; the head alone where there is nothing."""
    is_first = True
    for batch in batches:
        yield _written(batch, write, is_first)
        is_first = False
    if is_first:
        yield _written([], write, is_first)


def _written(batch: list[Any], write: Callable[[Iterable[Any], TextIO], None], with_head: bool) -> str:
    out = StringIO(newline="")
    write(batch, out)
    text = out.getvalue()
    return text if with_head else text.split("\r\n", 1)[1]


def _marked(parts: Iterable[str]) -> Iterator[str]:
    yield "\ufeff"
    yield from parts
