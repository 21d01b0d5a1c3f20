"""Which program made an answer: other code, templates, texts or settings make other pages of the same content."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

from config.environment import ROOT

_FOLDERS = ("site", "themes", "forms_engine", "payments")
_KINDS = (".py", ".html", ".txt", ".mo", ".svg")


@cache
def build_mark() -> str:
    """A digest of the code, the templates, the translations, the built assets and what pages take from the
    environment. Two machines that run the same share it; during a roll-out the old and the new each keep their own."""
    digest = hashlib.blake2b(digest_size=8)
    found = (path for folder in _FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in _KINDS)
    for path in [*sorted(found), Path(settings.STATIC_ROOT) / "staticfiles.json"]:
        if path.is_file():
            digest.update(str(path).removeprefix(str(ROOT)).encode() + b"\0" + path.read_bytes())
    environment = settings.ENVIRONMENT
    shown = (
        environment.demo,
        *(environment.origin(audience) for audience in environment.hosts.values()),
        environment.stripe_api,
        environment.map_tiles_url,
        environment.map_attribution,
        environment.map_centre,
    )
    digest.update(repr(shown).encode())
    return digest.hexdigest()
