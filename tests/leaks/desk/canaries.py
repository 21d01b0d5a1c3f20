"""The matrix's words: each is a secret that only some may come across."""

import itertools
from dataclasses import dataclass, field
from types import SimpleNamespace

from forms_engine.catalogue.models import Team

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Secret:
    """A word that only these groups may come across."""

    word: str
    about: str
    readers: frozenset[str]


@dataclass
class World:
    """What was made: every secret by its word; ``things``, whose attributes are the real ids of addresses; and what
    ``asked_for`` is searched for, each word in every box."""

    secrets: dict[str, Secret] = field(default_factory=dict)
    things: list[SimpleNamespace] = field(default_factory=list)
    teams: dict[str, Team] = field(default_factory=dict)
    asked_for: list[str] = field(default_factory=list)

    def secret(self, about: str, *readers: str) -> str:
        """A new word, for these readers."""
        word = f"qx{next(_numbers)}desk" + "xq"
        self.secrets[word] = Secret(word, about, frozenset(readers))
        return word

    def keep(self, word: str, about: str, *readers: str) -> str:
        """A word that the product made, such as a reference."""
        self.secrets[word.lower()] = Secret(word.lower(), about, frozenset(readers))
        return word

    def thing(self, name: str) -> SimpleNamespace:
        """What was made under that name."""
        return next(one for one in self.things if one.name == name)
