"""Which tools of a menu somebody is shown, where their roles do not say it. Whoever knows stands above, and tells us here."""

from collections.abc import Callable

from audiences.principal import Principal

Rule = Callable[[Principal], bool]

_rules: dict[str, Rule] = {}


def show_only_to(url_name: str, rule: Rule) -> None:
    """Have the tool that leads to that URL shown to those alone for whom ``rule`` holds. It is asked on every page."""
    _rules[url_name] = rule


def is_shown(url_name: str, principal: Principal) -> bool:
    """Whether the tool is for this principal, as far as a rule says."""
    rule = _rules.get(url_name)
    return rule is None or rule(principal)
