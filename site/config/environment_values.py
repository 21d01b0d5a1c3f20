"""Reading one value of the environment: a number, a switch, words parted by commas."""

from collections.abc import Mapping

from config.environment_refused import EnvironmentRefused


def read_number(env: Mapping[str, str], name: str, default: int, *, least: int, most: int, what: str) -> int:
    """A whole number from ``least`` to ``most``.

    Raises:
        EnvironmentRefused: for anything else; it says ``what`` the number is of.
    """
    value = env.get(name) or str(default)
    if not value.isdecimal() or not least <= int(value) <= most:
        raise EnvironmentRefused(f"{name} is {value!r}: set it to {what}, from {least} to {most}.")
    return int(value)


def read_switch(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    """``on`` or ``off``.

    Raises:
        EnvironmentRefused: for anything else.
    """
    value = env.get(name, "").strip().lower()
    if value not in {"", "on", "off"}:
        raise EnvironmentRefused(f"{name} is {env[name]!r}: set it to on or off.")
    return value == "on" if value else default


def read_words(env: Mapping[str, str], name: str, default: str = "") -> list[str]:
    """What stands between the commas."""
    return [word.strip() for word in env.get(name, default).split(",") if word.strip()]
