"""Lists as they come: every record is read, whatever wrote it, or the file is refused with what to do."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.moving_in.lists import NoList, open_list
from tests.examples import examples


def read(data):
    found = open_list(io.BytesIO(data))
    return [(record.line, record.values, record.problem) for record in found.records]


def addresses(data):
    return [values.get("address") for _line, values, _problem in read(data)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_whatever_wrote_it(separator, encoding, end):
    text = end.join([separator.join(["URL", "Title 1"]), separator.join(["/caffi", "Café – bwyd"]), ""])
    assert read(text.encode(encoding)) == [(2, {"address": "/caffi", "title": "Café – bwyd"}, "")]


@pytest.mark.parametrize(
    "head", ["Address", "address", "ADDRESS", "Old URL", "old_url", "url", "Page URL", " Url ", '"Address"']
)
def test_other_spelling(head):
    assert addresses(f"{head},Colour\n/a,red\n".encode()) == ["/a"]


def test_lines_above_the_names_and_empty_lines():
    assert addresses(b'"Internal - HTML"\nAddress,Status Code\n\n/a,200\n,\n\n/b,200\n\n') == ["/a", "/b"]


def test_quoted_newlines_and_separators():
    assert read(b'Address,Title\n/a,"One\nand, two"\n/b,"Say ""hi"""\n') == [
        (2, {"address": "/a", "title": "One\nand, two"}, ""),
        (4, {"address": "/b", "title": 'Say "hi"'}, ""),
    ]


def test_of_two_columns_of_one_meaning_the_better_counts():
    assert addresses(b"URL,Address\n/encoded,/address\n") == ["/address"]


def test_unread_columns_are_named_but_for_those_of_a_crawl():
    assert open_list(
        io.BytesIO(b"Address,Colour,Title 1 Length,Crawl Depth,Inlinks\n/a,1,2,3,4\n")
    ).unread == ["Colour"]


def test_what_is_wrong_with_a_record_is_said_and_it_is_not_lost():
    ((_line, values, problem),) = read(b"Address,Title\n/a,One,over\n")
    assert values["address"] == "/a" and "more cells" in problem
    ((_line, values, problem),) = read(b"Address,Title\n/a," + b"x" * 2_000_001 + b"\n")
    assert values == {"address": "/a", "title": ""} and "characters" in problem
    assert addresses(b"Address,Title\n/a\0b,One\n") == ["/ab"]
    assert read(b"Address,Title\nshort\n") == [(2, {"address": "short"}, "")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8bzip", "compressed"),
        (b"Name,Colour\nBins,red\n", "no column of addresses.*The first line has: Name, Colour"),
        (b"A\0d\0d\0r\0e\0s\0s\0", "no words"),
        (b'Address,Title\n/a,"never closed\n/b,Two\n/c,Three\n', "begins in line 2.*never closed"),
        (
            b"<?xml version='1.0'?><sitemapindex><sitemap><loc>x</loc></sitemap></sitemapindex>",
            "list of sitemaps",
        ),
        (b"<?xml version='1.0'?><html></html>", "no sitemap"),
        (b"<?xml version='1.0'?><urlset><url>", "cannot be read"),
        (
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>',
            "cannot be read",
        ),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(data, words):
    with pytest.raises(NoList, match=f"(?s){words}"):
        read(data)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr("content.moving_in.lists.LARGEST", 10)
    with pytest.raises(NoList, match="larger"):
        read(b"Address,Title\n/a,One\n")


def test_a_sitemap():
    data = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url><loc> https://a.example/x </loc><lastmod>2020</lastmod></url><url></url></urlset>"""
    assert addresses(data) == ["https://a.example/x", ""]


def test_the_process_limit_of_cells_is_left_as_it_was():
    before = csv.field_size_limit()
    read(b"Address\n/a\n")
    assert csv.field_size_limit() == before


cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=examples(150), deadline=None)
@given(
    rows=st.lists(st.lists(cells, min_size=2, max_size=4), max_size=12),
    separator=st.sampled_from([",", ";", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_no_record_is_lost(rows, separator, encoding):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([["Address", "Title"], *rows])
    found = read(text.getvalue().encode(encoding))
    assert len(found) == sum(any(cell.strip() for cell in row) for row in rows)
