"""The same answers by Open311 and by the JSON door: the same is taken, and becomes the same request."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_engine.journeys.open311.models import Open311Filing
from forms_engine.requests.models import Request
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.api_client import Program
from tests.forms_engine.journeys.open311_client import App

pytestmark = pytest.mark.django_db

ODD = st.sampled_from(
    ["", " ", "nonsense", "<b>&amp;</b>", "'; drop table", "é漢\N{ZERO WIDTH SPACE}", "x" * 1001]
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "dangerous": st.sampled_from(["yes", "no", "maybe"]) | ODD,
        "category": st.sampled_from(["road", "pavement", "kerb", "moon"]) | ODD,
        "size": st.sampled_from(["small", "large"]) | ODD,
        "details": st.just("A deep hole.") | ODD,
        "your-name": st.just("Ann Archer") | ODD,
        "your-email": st.sampled_from(["ann@example.com", "ann"]) | ODD,
        "your-phone": st.sampled_from(["01632 960 001", "12"]) | ODD,
    },
)
WHERE = st.sampled_from(
    [
        {"description": "High Street, Marlford"},
        {"latitude": 51.5601, "longitude": -1.7802},
        {"latitude": 48.85, "longitude": 2.35},
        {"description": "High Street", "latitude": 51.5601, "longitude": -1.7802},
    ]
)
PAGES = {
    "danger": ["dangerous"],
    "location": ["where"],
    "damage": ["category", "size", "details"],
    "about-you": ["your-name", "your-email", "your-phone"],
}
OWN_FIELD = {
    "details": "description",
    "your-email": "email",
    "your-phone": "phone",
    "your-name": "first_name",
}
PLACE = {"description": "address_string", "latitude": "lat", "longitude": "long"}


def by_json(answers):
    """The request that the JSON door makes of the answers, or None."""
    program = Program()
    program.start("report-a-pothole")
    for page, questions in PAGES.items():
        given = {key: answers[key] for key in questions if key in answers}
        if program.put(page, given).status_code != 200:
            return None
    sent = program.send()
    return Request.objects.get(reference=sent.json()["reference"]) if sent.status_code == 201 else None


def by_open311(app, answers):
    """The same by Open311, through the fields that the specification has for some."""
    fields = {"service_code": "report-a-pothole"}
    for key, value in answers.items():
        if key == "where":
            fields |= {PLACE[part]: str(one) for part, one in value.items()}
        else:
            fields[OWN_FIELD.get(key, f"attribute[{key}]")] = value
    answer = app.post(**fields)
    assert answer.status_code in {201, 400}, answer.content
    if answer.status_code == 400:
        assert all(error["code"] == 400 and error["description"] for error in answer.json())
        return None
    return Request.objects.get(reference=answer.json()[0]["service_request_id"])


@given(answers=ANSWERS, where=WHERE)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
def test_any_answers_make_the_same_by_both_doors(db, answers, where):
    if not Open311Filing._meta.get_field("key").related_model.objects.exists():
        open_council()
    app = App()
    given = {**answers, "where": where}
    by_program, by_app = by_json(given), by_open311(app, given)
    assert (by_program is None) == (by_app is None)
    if by_program and by_app:
        same = ("answers", "name", "email", "mobile", "channel", "title", "service_id")
        assert [getattr(by_program, name) for name in same] == [getattr(by_app, name) for name in same]
        assert by_program.location.latitude == by_app.location.latitude


EVERYTHING = st.dictionaries(
    st.sampled_from(
        [
            "lat",
            "long",
            "address_string",
            "email",
            "description",
            "attribute[category]",
            "attribute[dangerous]",
        ]
    )
    | st.text(max_size=12).map(lambda code: f"attribute[{code}]")
    | st.text(min_size=1, max_size=12),
    st.lists(st.text(max_size=40), min_size=1, max_size=3),
    max_size=6,
)


@given(fields=EVERYTHING)
@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
def test_whatever_is_posted_is_answered_in_the_doors_own_words(db, fields):
    if not Open311Filing._meta.get_field("key").related_model.objects.exists():
        open_council()
    app = App()
    answer = app.http.post(
        "/open311/v2/requests.json",
        {"service_code": "report-a-pothole", **fields, "api_key": app.secret},
    )
    assert answer.status_code in {201, 400} and answer.headers["Content-Type"].startswith("application/json")
