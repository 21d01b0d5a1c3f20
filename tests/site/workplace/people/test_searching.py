"""Who is found by what is typed, and how the list goes on."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.site.workplace.people.conftest import leave, make_colleague, text_of
from workplace.people.asked import KEPT

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleagues(highways):
    made = {
        "sian": make_colleague("Siân Elin Mathias", job_title="Inspector", skills=["Welsh", "First aid"]),
        "patrick": make_colleague("Patrick O’Brien", phone="0300 555 0177 ext 204", office="Wold House"),
        "megan": make_colleague("Megan Tudor", known_as="Meg", team=highways, mobile="+44 7700 900123"),
        "soren": make_colleague("Søren Łukasz-Groß", job_title="Drainage engineer"),
        "welsh": make_colleague("Rob Welsh"),
    }
    highways.members.add(made["patrick"].user)
    return made


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("sian", ["Siân Elin Mathias"]),
        ("SIÂN", ["Siân Elin Mathias"]),
        ("mathias s", ["Siân Elin Mathias"]),
        ("Sian E Mathias", ["Siân Elin Mathias"]),
        ("Sian X Mathias", ["Siân Elin Mathias"]),
        ("o'brien", ["Patrick O’Brien"]),
        ("obrien", ["Patrick O’Brien"]),
        ("brien", ["Patrick O’Brien"]),
        ("meg", ["Megan Tudor"]),
        ("soren lukasz", ["Søren Łukasz-Groß"]),
        ("gross", ["Søren Łukasz-Groß"]),
        ("inspector", ["Siân Elin Mathias"]),
        ("highways", ["Megan Tudor", "Patrick O’Brien"]),
        ("aid", ["Siân Elin Mathias"]),
        ("sian first aid", ["Siân Elin Mathias"]),
        ("megan first aid", []),
        ("ian", []),
        ("0177", ["Patrick O’Brien"]),
        ("03005550177", ["Patrick O’Brien"]),
        ("+44 300 555 0177", ["Patrick O’Brien"]),
        ("204", ["Patrick O’Brien"]),
        ("07700 900123", ["Megan Tudor"]),
        ("999999", []),
        ("%", ["Megan Tudor", "Patrick O’Brien", "Rob Welsh", "Siân Elin Mathias", "Søren Łukasz-Groß", "Zoe Quill"]),
        ("nobody at all", []),
        ("\x00sian", ["Siân Elin Mathias"]),
    ],
)  # fmt: skip
def test_a_colleague_is_found_however_they_are_looked_for(colleagues, search, words, found):
    assert search(words) == found


def test_whoever_is_called_that_comes_before_who_can_do_it(colleagues, search):
    assert search("welsh") == ["Rob Welsh", "Siân Elin Mathias"]


def test_an_address_finds_whom_it_is_of(colleagues, search):
    colleagues["megan"].work_email = "megan@roads.example.org"
    colleagues["megan"].save()
    assert search("megan@roads") == ["Megan Tudor"]
    assert search(colleagues["sian"].user.email) == ["Siân Elin Mathias"]
    assert search(colleagues["megan"].user.email) == []


def test_the_list_is_narrowed_by_team_skill_and_office(colleagues, search, browser):
    assert search(team="highways") == ["Megan Tudor", "Patrick O’Brien"]
    assert search(office="wold house") == ["Patrick O’Brien"]
    skill = colleagues["sian"].skills.get(name="Welsh").pk
    assert search(skill=str(skill)) == ["Siân Elin Mathias"]
    assert search("meg", team="highways") == ["Megan Tudor"]
    listing = browser.get("/people/?letter=o").context["listing"]
    assert [row.entry.name for row in listing.rows] == ["Patrick O’Brien"]
    counts = {one.label: one.number for one in browser.get("/people/").context["listing"].teams}
    assert counts == {"Highways maintenance": 2}


@pytest.mark.parametrize(
    "query",
    ["team=no-such", "skill=x", "skill=99999999999999999999", "skill=-1", "letter=9", "letter=%00", "team=%00",
     "after=x", "after=6c1b6f0e-3f0e-4f7e-9d56-1f6b1a2c3d4e", "said=%00", "office=" + "x" * 3000],
)  # fmt: skip
def test_an_address_that_somebody_made_up_is_no_error(colleagues, browser, query):
    # A zero byte in an address is refused by the house before any page is asked.
    assert browser.get(f"/people/?{query}").status_code == (400 if "%00" in query else 200)


def test_what_was_typed_is_in_no_address(colleagues, browser):
    response = browser.post("/people/", {"words": "Siân"})
    assert response.status_code == 302
    assert "Si" not in response.headers["Location"].replace(browser.session[KEPT].popitem()[0], "")
    again = browser.get(response.headers["Location"])
    assert [row.entry.name for row in again.context["listing"].rows] == ["Siân Elin Mathias"]
    assert "not kept any more" in text_of(browser.get("/people/?said=abcdef"))


def test_a_session_keeps_the_last_searches_alone(browser):
    for number in range(15):
        browser.post("/people/", {"words": f"word{number}"})
    assert list(browser.session[KEPT].values()) == [f"word{number}" for number in range(5, 15)]


def test_pages_go_on_from_the_last_person_and_lose_nobody(browser):
    # Pairs of the same name, and one that goes while somebody turns pages.
    entries = [make_colleague(f"Person {number // 2:03}") for number in range(60)]
    seen, address = [], "/people/"
    while address:
        listing = browser.get(address).context["listing"]
        seen += [row.entry.pk for row in listing.rows]
        address = f"/people/{listing.next}" if listing.next else ""
        if len(seen) == 25:
            entries[-1].user.is_break_glass = True
            entries[-1].user.save()
            leave(entries[24])
    assert len(seen) == len(set(seen)) == 60  # 59 of them, and whoever asks


def test_the_list_costs_the_same_for_one_and_for_hundreds(colleagues, browser, highways):
    def queries(address):
        browser.get(address)  # what the house remembers of the page itself
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(address).status_code == 200
        return len(caught)

    before = queries("/people/")
    for number in range(40):
        one = make_colleague(
            f"Other {number}", team=highways, skills=[f"Skill {number}", "Welsh"], office=f"Room {number}"
        )
        highways.members.add(one.user)
    assert queries("/people/") == before
    said = browser.post("/people/", {"words": "other welsh highways"}).headers["Location"]
    # Which teams and skills the words are of, and whom they find.
    assert queries(said) <= before + 3
    assert before <= 24
