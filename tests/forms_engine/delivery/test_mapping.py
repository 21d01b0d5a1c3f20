"""Mappings: what they make of a request, and what may not be published because of them."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.roles import Role
from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.errors import DefinitionRefused
from forms_engine.delivery.connectors.interface import CannotRender
from forms_engine.delivery.mapping.applying import apply
from forms_engine.delivery.mapping.language import MappingRefused, read_mapping
from forms_engine.delivery.mapping.services import check_mappings, publish_mapping
from forms_engine.delivery.models import Delivery, Destination, Route
from forms_engine.journeys.services import submit
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import open_council, started
from tests.forms_engine.small_journey import PAGES, publish_skip, question, skip_journey, text

OPTIONS = [{"key": key, "label": text(key.title())} for key in ("small", "large")]


def mapping(*of_journey, fields=(), journey="hire-a-skip"):
    return {
        "format": "guildhall-mapping/1",
        "fields": [{"to": "ref", "from": {"request": "reference"}, "required": True}, *fields],
        "journeys": {journey: {"fields": list(of_journey)}},
    }


SIZE = {
    "to": "skip.size",
    "from": {"answer": "size"},
    "table": {"small": "S4", "large": "L8"},
    "required": True,
}
NAME = {"to": "caller", "from": {"answer": "name"}, "required": True}

DATA = {
    "reference": "K7W-Q3X-T9D4",
    "journey": {"slug": "hire-a-skip", "version": 1},
    "received_at": "2027-06-30T23:30:00+00:00",
    "contact": {"name": "Ann", "email": "", "mobile": "07700 900 982"},
    "location": {
        "latitude": 51.5,
        "longitude": -1.5,
        "description": "High Street",
        "ward": {"code": "E1", "name": "Mill"},
    },
    "answers": [
        {"question": "name", "answer": "Ann Archer", "words": ["Ann Archer"]},
        {"question": "day", "answer": "2027-03-09", "words": ["9 March 2027"]},
        {"question": "size", "answer": "small", "words": ["Small"]},
        {"question": "extras", "answer": ["cover", "lamp"], "words": ["Cover", "Lamp"]},
        {
            "question": "home",
            "answer": {"line1": "1 Mill Lane", "postcode": "ZZ1 1AA"},
            "words": ["1 Mill Lane"],
        },
        {"question": "child", "answer": "Bo", "words": ["Bo"], "group": "children", "item": 1},
        {"question": "child", "answer": "Cy", "words": ["Cy"], "group": "children", "item": 2},
    ],
    "files": [{"id": "f1", "question": "photo", "url": "https://x/f1", "bearer": "b"}],
}


@pytest.mark.parametrize(
    ("field", "becomes"),
    [
        ({"from": {"answer": "name"}}, "Ann Archer"),
        ({"from": {"answer": "home", "part": "postcode"}}, "ZZ1 1AA"),
        ({"from": {"words": "extras"}}, "Cover\nLamp"),
        ({"from": {"contact": "mobile"}}, "07700 900 982"),
        ({"from": {"location": "latitude"}}, 51.5),
        ({"from": {"location": "ward_code"}}, "E1"),
        ({"from": {"constant": 7}}, 7),
        ({"from": {"constant": "98765432109876543210987"}, "as": "whole"}, 98765432109876543210987),
        ({"from": {"constant": "12.50"}, "as": "number"}, 12.5),
        ({"from": {"request": "journey"}}, "hire-a-skip"),
        ({"from": {"files": "photo"}}, ["https://x/f1"]),
        ({"from": {"files": "other"}}, None),
        ({"from": {"joined": [{"answer": "name"}, {"answer": "gone"}, {"contact": "mobile"}], "with": "; "}},
         "Ann Archer; 07700 900 982"),
        ({"from": {"first_of": [{"contact": "email"}, {"contact": "mobile"}]}}, "07700 900 982"),
        ({"from": {"answer": "extras"}, "table": {"cover": 1, "lamp": 2}}, [1, 2]),
        ({"from": {"answer": "extras"}, "table": {"cover": "C"}, "otherwise": "?", "as": "text"}, "C, ?"),
        ({"from": {"answer": "day"}, "date": "DD/MM/YYYY"}, "09/03/2027"),
        # Half past eleven at night in UTC is the next day in a Marlshire summer.
        ({"from": {"request": "received_at"}, "date": "YYYYMMDD HH:mm"}, "20270701 00:30"),
        ({"from": {"answer": "gone"}, "otherwise": "none"}, "none"),
        ({"from": {"answer": "gone"}}, None),
        ({"from": {"each": "children", "fields": [{"to": "name", "from": {"answer": "child"}}]}},
         [{"name": "Bo"}, {"name": "Cy"}]),
    ],
    ids=str,
)  # fmt: skip
def test_what_each_kind_of_source_becomes(field, becomes):
    made = apply(read_mapping(mapping({"to": "a.b", **field})), DATA)
    assert made == {"ref": "K7W-Q3X-T9D4", **({"a": {"b": becomes}} if becomes is not None else {})}


def test_everything_that_cannot_be_filled_is_named_at_once():
    wanted = mapping(
        {"to": "one", "from": {"answer": "gone"}, "required": True},
        {"to": "two", "from": {"answer": "size"}, "table": {"large": "L"}},
        {"to": "three", "from": {"answer": "name"}, "as": "whole"},
        {"to": "four", "from": {"constant": "NaN"}, "as": "number"},
        {"to": "five", "from": {"constant": "1e9999"}, "as": "whole"},
    )
    with pytest.raises(
        CannotRender,
        match=r"one has no value.*two has no entry.*small.*three is not a number; four is not .*; five is not ",
    ):
        apply(read_mapping(wanted), DATA)


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ([], "one JSON object"),
        ({"format": "guildhall-mapping/1"}, "Fills no field"),
        (mapping(fields=[{"to": "a", "from": {"answer": "name"}}]), "belong under the journey"),
        (mapping(NAME, NAME), "filled twice"),
        (
            mapping({"to": "a", "from": {"constant": 1}}, {"to": "a.b", "from": {"constant": 1}}),
            "a.b is filled twice",
        ),
        (mapping({"to": "a", "from": {"anser": "name"}}), "exactly one of"),
        (mapping({"to": "a b", "from": {"constant": 1}}), "to"),
        (mapping({"to": "a", "from": {"answer": "name"}, "date": "DD", "table": {}}), "one of them"),
        (mapping({"to": "a", "from": {"constant": 1}, "reqired": True}), "reqired"),
    ],
    ids=str,
)
def test_what_is_no_mapping_is_refused_in_words(document, says):
    with pytest.raises(MappingRefused) as refused:
        read_mapping(document)
    assert says in str(refused.value)


@pytest.fixture
def depot(db):
    """A back office by webhook on the skips' route."""
    open_council()
    made = Destination.objects.create(
        slug="depot", name="Depot", kind="webhook", settings={"url": "https://d.example/"}
    )
    Route.objects.get(slug="highways").destinations.add(made)
    publish_skip()
    return made


def test_a_request_goes_out_in_the_fields_of_the_newest_version_and_says_which(depot):
    publish_mapping(depot, mapping(NAME), by=None)
    version = publish_mapping(depot, mapping(NAME, SIZE), by=None)
    assert version.number == 2 and publish_mapping(depot, mapping(NAME, SIZE), by=None) == version
    answers = {key: value for page in PAGES.values() for key, value in page.items() if value}
    report = submit(started("hire-a-skip", answers=answers).id)
    sent = Delivery.objects.get(owner_id=str(report.id), destination=depot)
    assert sent.mapping_version == version
    assert json.loads(sent.body)["data"] == {
        "ref": report.reference, "caller": "Ann Archer", "skip": {"size": "S4"}
    }  # fmt: skip
    # Ours goes where there is none.
    assert json.loads(Delivery.objects.get(owner_id=str(report.id), destination__kind="queue").body)["data"][
        "answers"
    ]


def test_a_version_never_changes(depot):
    publish_mapping(depot, mapping(NAME), by=None)
    for statement in (
        "update delivery_mappingversion set number = 9",
        "delete from delivery_mappingversion",
        "truncate delivery_mappingversion cascade",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def changed(page, *blocks):
    pages = skip_journey()["pages"]
    pages[page]["blocks"] = list(blocks)
    return {"pages": pages}


BROKEN = {
    "gone": (changed(0, question("full-name", "short_text")), "caller: the journey does not ask “name”"),
    "another type": (changed(0, question("name", "email")), "caller: “name” is a email now"),
    "optional": (changed(0, question("name", "short_text", required=False)), "caller: needs a value"),
    "a new option": (
        changed(2, question("size", "radios", options=[*OPTIONS, {"key": "huge", "label": text("Huge")}])),
        "skip.size: its table has no entry for “huge”",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_journey_that_would_break_it_is_not_published_and_says_which_field_of_whose(depot, case):
    publish_mapping(depot, mapping(NAME, SIZE), by=None)
    changes, says = BROKEN[case]
    with pytest.raises(DefinitionRefused) as refused:
        publish_skip(**changes)
    said = [str(finding) for finding in refused.value.findings]
    assert any(says in one and "mapping of depot" in one for one in said), said
    depot.retired_at = "2026-01-01T00:00Z"
    depot.save()
    assert publish_skip(**changes).number == 2


def test_an_option_that_is_gone_is_only_mentioned(depot):
    wide = mapping(NAME, SIZE | {"table": SIZE["table"] | {"huge": "H"}})
    publish_mapping(depot, wide, by=None)
    found = check_mappings(definition_of(publish_skip().pk))
    assert [(finding.rule, finding.severity) for finding in found] == [("mapping-option-gone", "warning")]


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (mapping(NAME, journey="no-such"), "no such journey on offer"),
        (mapping({"to": "a", "from": {"answer": "nothing"}}), "does not ask “nothing”"),
        (mapping({"to": "a", "from": {"answer": "note"}, "required": True}), "needs a value"),
        (mapping({"to": "a", "from": {"answer": "name"}, "date": "DD"}), "is no date"),
        (mapping({"to": "a", "from": {"answer": "name", "part": "town"}}), "has no part"),
        (mapping({"to": "a", "from": {"each": "skips", "fields": [NAME]}}), "has no group"),
        (mapping({"to": "a", "from": {"files": "name"}}), "takes no files"),
    ],
    ids=str,
)
def test_a_mapping_that_a_live_journey_cannot_fill_is_not_published(depot, document, says):
    with pytest.raises(MappingRefused) as refused:
        publish_mapping(depot, document, by=None)
    assert says in str(refused.value)
    assert not depot.mapping_versions.exists()


def test_an_administrator_checks_tries_compares_and_publishes_it(depot):
    browser = signed_in(make_staff(Role.ADMINISTRATOR), "staff")
    page = f"/admin/routing/destinations/{depot.pk}/mapping/"
    assert "guildhall-mapping/1" in browser.get(page).content.decode()
    wrong = browser.post(
        page, {"document": json.dumps(mapping(NAME | {"from": {"answer": "nam"}})), "publish": "1"}
    )
    assert wrong.status_code == 422 and "does not ask “nam”" in wrong.content.decode()
    assert browser.post(page, {"document": "{"}).status_code == 422
    browser.post(page, {"document": json.dumps(mapping(NAME)), "publish": "1"})
    tried = browser.post(page, {"document": json.dumps(mapping(NAME, SIZE))}).content.decode()
    assert "Nothing is wrong with it" in tried and "skip" in tried and "S4" in tried
    assert "+" in tried.split("What is different")[1]
    assert depot.mapping_versions.count() == 1
    # What people really sent is for those who work on it.
    report = submit(started().id)
    other = browser.post(
        page, {"document": json.dumps(mapping(NAME)), "reference": report.reference}
    ).content.decode()
    assert "no such request that you may see" in other and "Ann Archer" not in other
    for role in (Role.OFFICER, Role.EDITOR, Role.JOURNEY_BUILDER):
        assert signed_in(make_staff(role), "staff").get(page).status_code in {302, 403, 404}
