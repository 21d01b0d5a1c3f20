"""Marlshire's pages as their writers left them: each can be read, says what it must, and leads to what is there."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from config.environment import ROOT
from content.exchange.alerts import check_alerts
from content.exchange.checking import check
from content.exchange.folder import read_folder
from content.exchange.kinds import BY_NAME
from content.exchange.known import known_in_folder
from content.exchange.problems import MAY_BE_MISSING, Findings
from content.exchange.translations import translation_files

FIXTURES = ROOT / "content_fixtures"
# Real services of the nation, beside our own made-up numbers.
OTHERS_PHONES = {"999", "101", "111", "105", "0800 1111", "0800 111 999", "0345 988 1188"}


@pytest.fixture(scope="module")
def read():
    """The folder, and what there is to say of it."""
    findings = Findings()
    folder = read_folder(FIXTURES, findings)
    find = known_in_folder(folder).find
    check(folder, find, findings)
    check_alerts(folder.alerts, find, findings)
    return folder, findings


def entries(folder, *sites):
    return [entry for site in sites or folder.sites for entry in folder.sites[site].pages.values()]


def texts(said):
    """Every piece of text in what a file says."""
    if isinstance(said, dict):
        for value in said.values():
            yield from texts(value)
    elif isinstance(said, list):
        for value in said:
            yield from texts(value)
    else:
        yield str(said)


def test_every_file_can_be_read(read):
    assert [str(problem) for problem in read[1].problems] == []


def test_what_is_left_out_is_a_picture_or_document_to_come(read):
    to_come = tuple(f"there is no {kind}" for kind in MAY_BE_MISSING if kind != "team")
    assert [str(one) for one in read[1].warnings if not one.what.startswith(to_come)] == []


def test_there_is_as_much_as_a_council_has(read):
    folder, _findings = read
    assert len(entries(folder, "public")) >= 60
    assert len(entries(folder, "staff")) >= 15
    assert len(entries(folder, "partner")) >= 10
    assert len([entry for entry in entries(folder, "knowledge") if entry.parent != "/"]) >= 40
    services = {
        entry.said["service"]
        for entry in entries(folder, "public")
        if entry.said["type"] == "service" and "service" in entry.said
    }
    assert len(services) >= 23


def test_every_type_of_page_is_there(read):
    used = Counter(entry.said["type"] for entry in entries(read[0]))
    assert BY_NAME.keys() - used.keys() == set()


def test_titles_and_summaries_are_as_long_as_people_read(read):
    long = [entry.file for entry in entries(read[0]) if len(entry.said["title"]) > 65]
    long += [entry.file for entry in entries(read[0]) if len(entry.said.get("summary", "")) > 200]
    assert long == []
    parts = ("guide-part", "entry")
    assert [
        entry.file
        for entry in entries(read[0])
        if entry.said["type"] not in parts and not entry.said.get("summary", "").endswith((".", "?", "!"))
    ] == []


def test_no_two_pages_of_a_site_have_one_title(read):
    for site in read[0].sites.values():
        titles = Counter((entry.parent, entry.said["title"]) for entry in site.pages.values())
        assert [title for title, times in titles.items() if times > 1] == []


def test_nothing_is_said_that_a_council_would_not_say(read):
    for entry in entries(read[0]):
        words = " ".join(texts(entry.said))
        assert not re.search(r"click here|lorem ipsum|\bTODO\b|FAQ", words, re.IGNORECASE), entry.file


def test_numbers_and_addresses_are_nobodys_real_ones(read):
    for entry in entries(read[0]):
        words = " ".join(texts(entry.said))
        for number in re.findall(r"\b0[0-9]{2,4} ?[0-9]{3} ?[0-9]{3,4}\b", words):
            grouped = number in OTHERS_PHONES or re.fullmatch(r"0300 ?555 ?0[12][0-9]{2}", number)
            assert grouped, (entry.file, number)
        for email in re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", words):
            assert f".{email}".endswith(".marlshire.example"), (entry.file, email)
        for postcode in re.findall(r"\b[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}\b", words):
            assert postcode.startswith("ZZ"), (entry.file, postcode)


def test_what_names_pages_elsewhere_names_pages_that_are_there(read):
    folder, _findings = read
    for one in translation_files(FIXTURES):
        assert not one.path or one.path in folder.sites[one.tree].pages, one.file
    people = json.loads((FIXTURES / "people.json").read_text())
    slugs = {site.about["slug"]: site for site in folder.sites.values() if "slug" in site.about}
    for row in people["section_editors"]:
        site, _, path = row["section"].strip("/").partition("/")
        assert f"/{path}/" in slugs[site].pages


def test_the_folder_holds_pages_and_nothing_else():
    odd = [
        path.name
        for path in Path(FIXTURES / "sites").rglob("*")
        if path.is_file() and not re.fullmatch(r"[a-z0-9-]+\.yaml", path.name)
    ]
    assert odd == []
