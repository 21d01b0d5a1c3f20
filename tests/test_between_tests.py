"""What one test leaves behind is not there for the next."""

from django.conf import settings
from django.utils import translation


def test_a_language_asked_for():
    translation.activate("cy")
    assert translation.get_language() == "cy"


def test_is_not_the_next_tests():
    assert translation.get_language() == settings.LANGUAGE_CODE
