"""Marlshire's Welsh as its files have it: what must be there is, it can be read, and one thing has one name.

That it is whole, and still fits the English, is seen where Marlshire is loaded: ``tests/site/demo/test_demo.py``.
"""

import re

import pytest

from config.environment import ROOT
from content.exchange.folder import read_folder
from content.exchange.problems import Findings
from content.exchange.translations import check_translations, read_translation, translation_files

FIXTURES = ROOT / "content_fixtures"
TOP_TASKS = [
    "roads-and-transport/report-a-pothole",
    "roads-and-transport/pay-a-parking-fine",
    "recycling-and-waste/find-your-bin-days",
    "recycling-and-waste/missed-bin",
    "recycling-and-waste/garden-waste-collections",
    "recycling-and-waste/book-a-recycling-centre-visit",
    "disability-and-carers/apply-for-a-blue-badge",
    "council-tax/pay",
    "council-tax/moving-home",
    "births-deaths-and-marriages/register-a-birth",
    "births-deaths-and-marriages/copy-certificates",
    "schools-and-children/apply-for-a-school-place",
    "libraries/join-the-library",
    "housing/council-house-repairs",
    "housing/join-the-housing-register",
    "benefits-and-money/council-tax-support",
    "elections-and-voting/register-to-vote",
    "planning-and-building/applications",
    "planning-and-building/do-you-need-permission",
    "adult-care/care-needs-assessment",
    "contact-us",
    "cookies",
    "privacy",
    "accessibility-statement",
    "service-status",
    "a-to-z",
]


@pytest.fixture(scope="module")
def welsh():
    """What each file says, by its name below the folder."""
    findings = Findings()
    found = {
        one.file.relative_to(FIXTURES / "cy").as_posix(): read_translation(one, str(one.file), findings)
        for one in translation_files(FIXTURES)
    }
    assert findings.problems == []
    return found


def test_every_file_can_be_read_and_has_its_original():
    findings = Findings()
    check_translations(FIXTURES, findings)
    assert [str(one) for one in findings.problems + findings.warnings] == []


def test_the_front_page_the_landing_pages_and_the_top_tasks_are_in_welsh(welsh):
    pages = read_folder(FIXTURES, Findings()).sites["public"].pages
    landing = {path for path, entry in pages.items() if entry.said["type"] in ("home", "landing")}
    wanted = landing | {f"/{path}/" for path in TOP_TASKS}
    files = {f"sites/public/{path.strip('/') or 'home'}.yaml" for path in wanted}
    assert files - welsh.keys() == set()
    assert len([name for name in welsh if re.fullmatch(r"knowledge/[^/]+/[^/]+\.yaml", name)]) >= 12


def test_all_of_it_waits_for_a_translator(welsh):
    assert [name for name, said in welsh.items() if not said.by_computer] == []


def test_one_thing_has_one_name(welsh):
    names = {}
    for said in welsh.values():
        for was, now in said.words.items():
            names.setdefault(was, set()).add(now)
    assert {was: now for was, now in names.items() if len(now) > 1} == {}


def test_numbers_and_addresses_are_those_of_the_english(welsh):
    """A telephone number, a sum, a day or a time that differs sends people astray."""

    def fixed(words):
        return sorted(re.findall(r"\d[\d,.:]*\d|\d|\w+@[\w.]+|<[^>]+>", words))

    for name, said in welsh.items():
        for was, now in said.words.items():
            assert fixed(was) == fixed(now), f"{name}: {was}"
