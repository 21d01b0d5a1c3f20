"""What one test leaves behind is not there for the next."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation


@pytest.fixture(scope="module")
def kept():
    """A file that a wider fixture saved, by its name."""
    return default_storage.save("kept.txt", ContentFile(b"words"))


def test_a_language_asked_for():
    translation.activate("cy")
    assert translation.get_language() == "cy"


def test_is_not_the_next_tests():
    assert translation.get_language() == settings.LANGUAGE_CODE


@pytest.mark.parametrize("time", ["once", "again"])
def test_the_name_of_a_file_is_free_each_time(kept, time):
    # One that is taken would be changed, and with it the address of a document.
    assert default_storage.save("folder/plan.txt", ContentFile(b"words")) == "folder/plan.txt"
    assert default_storage.exists(kept)
