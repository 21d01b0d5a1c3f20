"""Marlshire's documents: each that a page names is there, small, and readable by everybody."""

import csv
import re
import zlib

import pytest

from content.exchange.yaml_files import load
from demo.fixtures import FIXTURES

FOLDER = FIXTURES / "documents"
SAID = load(FOLDER / "documents.yaml")
PAPERS = FOLDER / "source" / "papers"
HEAVIEST = 80 * 1024


def everything_in(path):
    """A PDF's words as they are kept, with its packed parts opened."""
    whole = path.read_bytes()
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", whole, re.DOTALL)
    return whole + b"".join(opened(one) for one in packed)


def opened(stream):
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_each_file_is_told_of_and_each_that_is_told_of_is_there():
    there = {file.name for file in FOLDER.iterdir() if file.is_file()} - {"documents.yaml"}
    assert there == set(SAID)
    assert {file.stem for file in PAPERS.glob("*.yaml")} == {
        name[:-4] for name in SAID if name.endswith(".pdf")
    }


def test_each_that_a_page_names_is_there():
    named = set()
    for file in (FIXTURES / "sites").rglob("*.yaml"):
        named |= set(re.findall(r"[\w-]+\.(?:pdf|csv)", file.read_text(encoding="utf-8")))
    assert named <= set(SAID)
    assert {name for name, facts in SAID.items() if "audience" not in facts} == named


@pytest.mark.parametrize("name", sorted(name for name in SAID if name.endswith(".pdf")))
def test_a_pdf_is_small_and_says_its_title_its_language_and_its_order(name):
    path = FOLDER / name
    assert path.stat().st_size <= HEAVIEST
    inside = everything_in(path)
    title = load(PAPERS / f"{path.stem}.yaml")["title"].encode()
    assert b"/Title (" + title in inside
    for sign in (
        b"/Lang (en-GB)",
        b"/StructTreeRoot",
        b"/Marked true",
        b"/DisplayDocTitle true",
        b"/S /H1",
        b"/S /TH",
    ):
        assert sign in inside, sign
    # Nothing of the machine or the hour it was set at.
    assert b"/CreationDate" not in inside and b"Chrome" not in inside


@pytest.mark.parametrize("name", sorted(name for name in SAID if name.endswith(".csv")))
def test_data_has_a_header_and_a_value_for_each(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert rows and len(set(head)) == len(head)
    assert all(re.fullmatch(r"[a-z0-9_]+", one) for one in head)
    assert {len(row) for row in rows} == {len(head)}
