"""Which machine translates for editors: none unless the environment says so, and never half set up."""

import pytest
from django.utils.module_loading import import_string

from config.environment_refused import EnvironmentRefused
from config.environment_translator import read_machine_translator

KEY = {"MACHINE_TRANSLATOR_KEY": "secret"}


def test_none_unless_it_is_asked_for():
    assert read_machine_translator({}, demo=False) is None
    assert read_machine_translator(KEY, demo=True) is None


@pytest.mark.parametrize(
    ("name", "further"),
    [
        ("deepl", KEY),
        ("libretranslate", {"MACHINE_TRANSLATOR_URL": "https://translate.council.example/"}),
        ("dummy", {}),
    ],
)
def test_each_is_a_class_of_wagtail_localize_with_what_it_needs(name, further):
    setting = read_machine_translator({"MACHINE_TRANSLATOR": name, **further}, demo=True)
    import_string(setting["CLASS"])(setting.get("OPTIONS", {}))


def test_google_gets_its_project_and_key():
    env = {"MACHINE_TRANSLATOR": "google", "MACHINE_TRANSLATOR_PROJECT": "council", **KEY}
    options = read_machine_translator(env, demo=False)["OPTIONS"]
    assert options == {"PROJECT_ID": "council", "CREDENTIALS_PATH": "secret"}


@pytest.mark.parametrize("name", ["deepl", "libretranslate", "google", "babelfish", "dummy"])
def test_what_is_unknown_or_lacks_something_is_refused_and_no_key_is_told(name):
    with pytest.raises(EnvironmentRefused, match="MACHINE_TRANSLATOR") as refused:
        read_machine_translator({"MACHINE_TRANSLATOR": name}, demo=False)
    assert "secret" not in str(refused.value)
