"""What the linter knows of the parts above it, which it may not import, is what they say."""

from forms_engine.definition.lint.keys import RESERVED_PAGE_KEYS
from forms_engine.definition.lint.known import PROBLEM_CODES
from forms_engine.journeys.urls import urlpatterns
from forms_engine.runtime.problems import WORDS


def test_every_problem_an_answer_can_have_may_be_worded_by_the_question():
    assert set(WORDS) == PROBLEM_CODES


def test_no_page_can_take_an_address_of_the_journeys_own():
    own = {
        parts[2]
        for pattern in urlpatterns
        if len(parts := str(pattern.pattern).split("/")) > 3 and parts[:2] == ["journeys", "<slug:slug>"]
    }
    assert {word for word in own if "<" not in word} <= RESERVED_PAGE_KEYS
