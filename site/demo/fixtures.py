"""Reading Marlshire from ``content_fixtures/``."""

import json
from pathlib import Path
from typing import Any

from config.environment import ROOT

FIXTURES = ROOT / "content_fixtures"

SITES = ("public", "staff", "partner")


def read(name: str) -> dict[str, Any]:
    """One fixture file, by its path below ``content_fixtures/``."""
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


def read_site(audience: str) -> dict[str, Any]:
    """The pages of one of the three sites."""
    return read(str(Path("sites") / f"{audience}.json"))
