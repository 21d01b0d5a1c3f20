"""Each component, with what a page would give it."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from tests.themes.markup import Markup
from themes.context import theme_for
from themes.showcase import COMPONENTS as CASES


def rendered(component, **context):
    markup = Markup(
        render_to_string(f"components/{component}.html", {"theme": theme_for("public"), **context})
    )
    markup.check_references()
    return markup


def words(markup):
    roots = [element for element in markup.elements if not element.parents]
    return " ".join(" ".join(element.text for element in roots).split())


@pytest.mark.parametrize("name", CASES)
def test_it_is_well_formed_and_shows_what_it_was_given(name):
    markup = rendered(name, **CASES[name])
    given = [value for value in CASES[name].values() if isinstance(value, str)]
    shown = words(markup) + " ".join(" ".join(e.attrs.values()) for e in markup.elements)
    for value in given:
        if value not in {"success", "major", "resolved", "staff", "<p>Only for us.</p>"}:
            assert value in shown


@pytest.mark.parametrize("name", [name for name in CASES if name != "guidance"])
def test_words_are_shown_as_words(name):
    def hostile(value):
        return "<script>x</script>" if isinstance(value, str) else value

    context = {key: hostile(value) for key, value in CASES[name].items()}
    assert not rendered(name, **context).all("script")


def test_every_component_is_tested():
    from config.environment import ROOT

    files = (ROOT / "themes" / "templates" / "components").glob("*.html")
    assert {file.stem for file in files} == {*CASES, "error_summary"}


def test_help_is_the_councils_own_number_unless_the_service_has_one():
    own = rendered("phone_help")
    assert own.one("a").attrs["href"] == "tel:+443005550142"
    assert "0300 555 0142" in words(own)
    service = rendered("phone_help", phone="0300 555 0144", hours="Mornings")
    assert service.one("a").attrs["href"] == "tel:03005550144"
    assert "Mornings" in words(service)


def test_guidance_says_whom_it_is_for():
    assert "Staff guidance – not for sharing" in words(rendered("guidance", audience="staff", html=""))
    assert "Guidance for partners" in words(rendered("guidance", audience="partner", html=""))


def test_a_change_link_says_what_it_changes():
    assert " ".join(rendered("summary_list", **CASES["summary_list"]).one("a").text.split()) == "Change Name"


def test_a_button_that_posts_is_pressed_once():
    assert rendered("button", text="Send").one("button").attrs["data-prevent-double-click"] == "true"


def test_a_link_that_looks_like_a_button_says_it_is_one():
    assert rendered("button", text="Start", url="/go/").one("a").attrs["role"] == "button"


def test_our_own_words_in_an_alert_of_another_language_are_in_the_pages():
    with override("cy"):
        banner = rendered("alert_banner", title="x", url="/x", language="en", mark="m", dismissible=True)
    marked = [each.text.strip() for each in banner.all("span") if each.attrs.get("lang") == "cy"]
    assert marked == ["Darllen mwy", "Cuddio"]


def test_only_a_success_interrupts():
    assert rendered("notification_banner", text="Done", kind="success").one("div", role="alert")
    assert not rendered("notification_banner", text="Note").all("div", role="alert")


def test_a_table_that_scrolls_sideways_can_be_scrolled_by_keyboard():
    wrapper = rendered("table", **CASES["table"]).one("div", class_="gh-table-wrapper")
    assert wrapper.attrs["tabindex"] == "0"
    assert wrapper.attrs["aria-label"] == "Queues"


def test_the_current_page_is_marked():
    markup = rendered("pagination", **CASES["pagination"])
    assert markup.one("a", **{"aria-current": "page"}).text.strip() == "2"
