"""Reading Marlshire from ``content_fixtures/``."""

import json
from typing import Any

from config.environment import ROOT
from content.exchange.yaml_files import load

FIXTURES = ROOT / "content_fixtures"

SITES = ("public", "staff", "partner")


def read(name: str) -> dict[str, Any]:
    """One fixture file, by its path below ``content_fixtures/``."""
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


def yaml_of(name: str) -> dict[str, Any]:
    """The same of a file that people edit. Every value is words."""
    said: dict[str, Any] = load(FIXTURES / name)
    return said


def about_site(audience: str) -> dict[str, Any]:
    """The name and the slug of one of the three sites."""
    about: dict[str, Any] = load(FIXTURES / "sites" / audience / "site.yaml")
    return about
