"""How much of what is sent is written before anybody has looked at it."""

from io import BytesIO

import pytest
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser

from forms_engine.files import uploading


def read(files, path="/journeys/x/y/"):
    """The files of a form posted to ``path``, as Django's own parser hands them to our handlers."""
    body = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="f"; filename="%d"\r\n\r\n%s\r\n' % (number, content)
        for number, content in enumerate(files)
    )
    body += b'--b\r\nContent-Disposition: form-data; name="note"\r\n\r\nkept\r\n--b--\r\n'
    request = HttpRequest()
    request.path = path
    request.META = {"CONTENT_TYPE": "multipart/form-data; boundary=b", "CONTENT_LENGTH": len(body)}
    handlers = request.upload_handlers
    data, sent = MultiPartParser(request.META, BytesIO(body), handlers, "utf-8").parse()
    assert data["note"] == "kept"
    return sent.getlist("f")


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(uploading, "LARGEST_FILE", 100_000)
    monkeypatch.setattr(uploading, "MOST_AT_ONCE", 250_000)


def test_files_arrive_whole():
    one, two = read([b"a" * 70_000, b""])
    assert one.read() == b"a" * 70_000 and one.size == 70_000
    assert two.read() == b"" and two.size == 0


def test_what_is_larger_than_anything_takes_is_not_written_and_says_so_and_the_rest_arrives():
    large, small_one = read([b"a" * 1_000_000, b"b" * 1000])
    assert large.size == 1_000_000 and len(large.read()) <= 100_000
    assert small_one.read() == b"b" * 1000


def test_many_files_together_are_bounded_too():
    sent = read([b"a" * 60_000] * 10)
    assert sum(len(file.read()) for file in sent) <= 250_000
    assert all(file.size >= 100_000 for file in sent[5:]), "what was not kept whole is refused for its size"


def test_editors_put_what_they_like_into_the_library():
    [large] = read([b"a" * 1_000_000], path="/admin/documents/add/")
    assert large.size == 1_000_000 == len(large.read())
