"""Which machine translates for editors, by environment. None unless the council says so: what editors have translated
leaves the house."""

from collections.abc import Mapping

from config.environment_refused import EnvironmentRefused

_FOLDER = "wagtail_localize.machine_translators"


def read_machine_translator(env: Mapping[str, str], *, demo: bool) -> dict[str, object] | None:
    """wagtail-localize's setting, from ``MACHINE_TRANSLATOR`` and ``MACHINE_TRANSLATOR_KEY``, ``_URL`` and ``_PROJECT``.

    Raises:
        EnvironmentRefused: when it is none we know, or lacks what it needs.
    """
    name = env.get("MACHINE_TRANSLATOR", "")
    match name:
        case "":
            return None
        case "dummy" if demo:
            return {"CLASS": f"{_FOLDER}.dummy.DummyTranslator"}
        case "deepl":
            return {
                "CLASS": f"{_FOLDER}.deepl.DeepLTranslator",
                "OPTIONS": {"AUTH_KEY": _needed(env, name, "KEY"), "TIMEOUT": 30},
            }
        case "libretranslate":
            options = {"LIBRETRANSLATE_URL": _needed(env, name, "URL").rstrip("/"), "TIMEOUT": 30}
            key = env.get("MACHINE_TRANSLATOR_KEY", "")
            return {
                "CLASS": f"{_FOLDER}.libretranslate.LibreTranslator",
                "OPTIONS": {**options, "API_KEY": key},
            }
        case "google":
            return {
                "CLASS": f"{_FOLDER}.google.GoogleCloudTranslator",
                "OPTIONS": {
                    "PROJECT_ID": _needed(env, name, "PROJECT"),
                    "CREDENTIALS_PATH": _needed(env, name, "KEY"),
                },
            }
    raise EnvironmentRefused(
        f"MACHINE_TRANSLATOR is {name!r}: set it to deepl, libretranslate or google, or leave it out."
    )


def _needed(env: Mapping[str, str], translator: str, what: str) -> str:
    value = env.get(f"MACHINE_TRANSLATOR_{what}", "")
    if not value:
        raise EnvironmentRefused(
            f"MACHINE_TRANSLATOR is {translator}, which needs MACHINE_TRANSLATOR_{what}: see docs/languages.md."
        )
    return value
