"""What pages become, by where they stood: rules an editor gives, one a line. ``/news/ news /news/``."""

from dataclasses import asdict, dataclass
from typing import Any

from content.exchange.kinds import BY_NAME
from content.models import ContentPage

# Types that can be made of a title, a summary and a text.
TYPES = ("standard", "service", "guide", "landing", "sublanding", "news", "publication")
# What a list may say in the column of types for a page that nobody wants.
NOT_WANTED = frozenset({"none", "no", "-", "drop", "delete", "leave", "archive"})
MOST_RULES = 100
CALLED = {
    "page": "standard", "standardpage": "standard", "content": "standard", "servicepage": "service", "guidepage": "guide", "newsitem": "news",
    "newspage": "news", "article": "news", "landingpage": "landing", "sublandingpage": "sublanding", "document": "publication",
}  # fmt: skip


class NotARule(ValueError):
    """A line is no rule; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Pages whose old address begins with ``prefix`` become pages of this type, in this section ("" for where the move says)."""

    prefix: str
    type: str
    section: str = ""

    def covers(self, key: str) -> bool:
        """Whether it is about the address known by ``key``."""
        return (
            self.prefix == "/"
            or key == self.prefix
            or key.startswith(tuple(self.prefix + sign for sign in "/?."))
        )


def read_rules(text: str) -> list[Rule]:
    """The rules in what an editor wrote.

    Raises:
        NotARule: for the first line that is none.
    """
    lines = [(number, line.split()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_RULES:
        raise NotARule(f"There are more than {MOST_RULES} rules.")
    return [_rule(number, parts) for number, parts in lines]


def _rule(number: int, parts: list[str]) -> Rule:
    if not 2 <= len(parts) <= 3 or not parts[0].startswith("/"):
        raise NotARule(
            f"Line {number}: write the beginning of an old address, a type, and a section. For example: /news/ news /news/"
        )
    kind = type_of(parts[1])
    if not kind:
        raise NotARule(f"Line {number}: there is no type “{parts[1][:40]}”. There are {', '.join(TYPES)}.")
    section = parts[2] if len(parts) == 3 else ""
    if section and not section.startswith("/"):
        raise NotARule(f"Line {number}: a section is the address of a page here, such as /bins/.")
    return Rule(parts[0].rstrip("/").lower() or "/", kind, section)


def type_of(name: str) -> str:
    """The type of ours that a name means; "" for none."""
    plain = "".join(letter for letter in name.lower() if letter.isalnum())
    plain = CALLED.get(plain, plain)
    return plain if plain in TYPES else ""


def model_of(kind: str) -> type[ContentPage]:
    """The page type of that name."""
    return BY_NAME[kind].model


def rule_for(key: str, rules: list[Rule]) -> Rule | None:
    """The rule with the longest beginning that the address has."""
    fitting = [rule for rule in rules if rule.covers(key)]
    return max(fitting, key=lambda rule: len(rule.prefix), default=None)


def as_json(rules: list[Rule]) -> list[dict[str, Any]]:
    """As a move keeps them."""
    return [asdict(rule) for rule in rules]


def from_json(kept: list[dict[str, Any]]) -> list[Rule]:
    """The other way round."""
    return [Rule(**one) for one in kept]
