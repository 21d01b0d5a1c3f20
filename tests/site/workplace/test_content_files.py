"""The intranet's own pages as files: read, asked for once, and written as they were."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Site

from content.exchange.problems import CannotRead
from content.exchange.reading import check_folder, read_into_house
from content.exchange.writing import write_house
from content.exchange.yaml_files import load
from content.models import HomePage
from forms_engine.catalogue.models import Team
from knowledge.models import Reading
from knowledge.reading.services import ask_to_read, end_reading
from partners.models import Organisation
from tests.factories import make_partner
from tests.site.content.exchange.folders import make_folder, page, write
from workplace.files_of_pages import DAYS_TO_READ
from workplace.models import PeoplePage, PolicyPage, ToolsPage

pytestmark = pytest.mark.django_db

TOOLS = [
    {"name": "Queues", "url": "/workplace/", "text": "Requests.", "group": "Residents"},
    {"name": "Pay", "url": "https://pay.example.org/", "group": "You"},
]


@pytest.fixture
def teams():
    return [Team.objects.create(slug=slug, name=slug.title()) for slug in ("desk", "care")]


def policy(title="Conduct", **more):
    return {"type": "policy", "title": title, "summary": "Rules.", **more}


def intranet(path, **policies):
    return make_folder(
        path,
        {
            "policies": page("Policies", order=10),
            **{f"policies/{name}": said for name, said in policies.items()},
            "tools": {"type": "tools", "title": "Tools", "summary": "Ours.", "order": 20, "tools": TOOLS},
            "people": {
                "type": "people",
                "title": "People",
                "summary": "Us.",
                "order": 30,
                "body": [{"text": "Hi.\n"}],
            },
        },
        site="staff",
    )


def test_what_is_written_is_what_the_files_say(tmp_path, teams):
    folder = intranet(
        tmp_path / "in",
        conduct=policy(
            order=10,
            mandatory_for="everybody",
            version="1.10",
            in_force_from="2026-07-01",
            what_changed="Gifts too.",
            body=[{"heading": "1. Gifts"}, {"text": "None.\n"}],
        ),
        alone=policy("Alone", order=20, mandatory_for={"teams": ["care", "desk"]}),
        dress=policy("Dress", order=30),
    )
    assert read_into_house(folder).warnings == []
    conduct = PolicyPage.objects.get(slug="conduct")
    assert (conduct.version, conduct.in_force_from.isoformat()) == ("1.10", "2026-07-01")
    assert [one.value["url"] for one in ToolsPage.objects.get().tools] == [
        "/workplace/",
        "https://pay.example.org/",
    ]
    assert PeoplePage.objects.get().live
    write_house(tmp_path / "out")
    for name in ("policies/conduct", "policies/alone", "policies/dress", "tools", "people"):
        file = f"sites/staff/{name}.yaml"
        assert load(tmp_path / "out" / file) == load(folder / file), name
    # Into an empty house, and out again: the same.
    Reading.objects.all().delete()
    Site.objects.all().delete()
    for top in Page.objects.filter(depth=2):
        Page.objects.get(pk=top.pk).delete()
    PageLogEntry.objects.all().delete()
    assert not HomePage.objects.exists()
    read_into_house(tmp_path / "out")
    write_house(tmp_path / "again")
    for file in sorted((tmp_path / "out").rglob("*.yaml")):
        assert (tmp_path / "again" / file.relative_to(tmp_path / "out")).read_text() == file.read_text()


def test_those_named_are_asked_when_it_is_made_and_never_again(tmp_path, teams):
    folder = intranet(
        tmp_path,
        conduct=policy(mandatory_for="everybody"),
        alone=policy("Alone", mandatory_for={"teams": ["desk"]}),
        dress=policy("Dress"),
    )
    read_into_house(folder)
    everybody, some = (Reading.objects.get(page__slug=slug) for slug in ("conduct", "alone"))
    assert everybody.all_staff and not everybody.teams.exists()
    assert not some.all_staff and list(some.teams.all()) == [teams[0]]
    assert everybody.due_on == timezone.localdate() + timedelta(days=DAYS_TO_READ)
    assert everybody.asked_revision == PolicyPage.objects.get(slug="conduct").live_revision_id
    assert Reading.objects.count() == 2
    end_reading(everybody)
    ask_to_read(some.page, due_on=timezone.localdate(), by=None, all_staff=True)
    write(folder / "sites/staff/policies/alone.yaml", policy("Alone", mandatory_for={"teams": ["care"]}))
    read_into_house(folder)
    everybody.refresh_from_db()
    some.refresh_from_db()
    assert everybody.ended_at and some.all_staff and some.due_on == timezone.localdate()
    assert Reading.objects.count() == 2
    write_house(tmp_path / "out")
    assert "mandatory_for" not in load(tmp_path / "out/sites/staff/policies/conduct.yaml")
    assert load(tmp_path / "out/sites/staff/policies/alone.yaml")["mandatory_for"] == "everybody"


def test_partner_organisations_are_asked_on_the_extranet(tmp_path):
    make_partner("hale-house")
    folder = make_folder(
        tmp_path, {"rules": policy(mandatory_for={"organisations": ["hale-house", "gone"]})}, site="partner"
    )
    read_into_house(folder)
    assert list(Reading.objects.get().organisations.all()) == [Organisation.objects.get(slug="hale-house")]
    write_house(tmp_path / "out")
    said = load(tmp_path / "out/sites/partner/rules.yaml")
    assert said["mandatory_for"] == {"organisations": ["hale-house"]}


def test_a_team_that_is_not_there_is_left_out_and_said(tmp_path, teams):
    folder = intranet(
        tmp_path,
        a=policy(mandatory_for={"teams": ["desk", "moon"]}),
        b=policy("B", mandatory_for={"teams": ["moon"]}),
    )
    said = [str(one) for one in check_folder(folder)]
    assert "sites/staff/policies/a.yaml: mandatory_for, teams: there is no team “moon”" in said
    read_into_house(folder)
    assert [list(one.teams.all()) for one in Reading.objects.all()] == [[teams[0]]]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"mandatory_for": "all"}, "mandatory_for: this is “everybody”"),
        ({"mandatory_for": ["desk"]}, "mandatory_for: this is “everybody”"),
        ({"mandatory_for": {"people": ["x"]}}, "there is no “people” here"),
        ({"mandatory_for": {"teams": "desk"}}, "mandatory_for, teams: this is a list of names"),
        ({"mandatory_for": {"teams": [{"a": "b"}]}}, "mandatory_for, teams: this is a list of names"),
        ({"in_force_from": "soon"}, "in_force_from"),
        ({"version": "1" * 30}, "version"),
        ({"tools": []}, ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(tmp_path, more, said):
    folder = intranet(tmp_path, a=policy(**more))
    with pytest.raises(CannotRead) as refused:
        read_into_house(folder)
    assert any(said in str(one) for one in refused.value.problems)
    assert not PolicyPage.objects.exists()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://pay.example.org/", "//x/", "workplace"])
def test_a_tool_leads_to_this_host_or_by_https(tmp_path, url):
    folder = make_folder(
        tmp_path,
        {"tools": {"type": "tools", "title": "Tools", "summary": "S.", "tools": [{**TOOLS[0], "url": url}]}},
        site="staff",
    )
    with pytest.raises(CannotRead) as refused:
        read_into_house(folder)
    assert "sites/staff/tools.yaml: tools, 1, url: Enter a path" in str(refused.value.problems[0])
