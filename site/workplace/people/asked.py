"""What is asked of the directory. What was typed stays in the session, and the address says under which name it is kept:
so the way back works, and no name of anybody is in an address. Teams, skills, offices and letters are nobody's."""

import secrets
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect

from audiences.http import GuildhallRequest

KEPT = "people_looked_for"  # in a session: what was typed, by name
MOST_KEPT = 10
LONGEST = 100
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed by. ``said`` names what was typed, ``words`` is that; ``is_forgotten``: the session does
    not have it any more; ``after`` is the person after whom the list goes on."""

    said: str = ""
    words: str = ""
    team: str = ""
    skill: int | None = None
    office: str = ""
    letter: str = ""
    after: UUID | None = None
    is_forgotten: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether not everybody was asked for."""
        return bool(self.words or self.team or self.skill or self.office or self.letter)

    def address(self, **changes: Any) -> str:
        """The address that asks for the same but for ``changes``, from the first page on."""
        other = replace(self, **{"after": None, **changes})
        said = {
            "said": other.said if other.words else "",
            "team": other.team,
            "skill": other.skill,
            "office": other.office,
            "letter": other.letter,
            "after": other.after,
        }
        return "?" + urlencode({name: value for name, value in said.items() if value})


def read_asked(request: GuildhallRequest) -> Asked:
    """What the address asks for. What makes no sense is not asked for."""
    said = request.GET.get("said", "")
    words = _kept(request).get(said, "")
    letter = request.GET.get("letter", "")[:1].lower()
    return Asked(
        said=said if words else "",
        words=words,
        letter=letter if letter in LETTERS else "",
        after=_uuid(request.GET.get("after", "")),
        is_forgotten=bool(said) and not words,
        **_narrowed(request.GET),
    )


def keep_asked(request: GuildhallRequest) -> HttpResponse:
    """Keep what was typed, and lead to what it finds."""
    words = _clean(request.POST.get("words", ""))[:LONGEST]
    said = ""
    if words:
        kept = _kept(request)
        said = next((name for name, before in kept.items() if before == words), secrets.token_urlsafe(6))
        kept.pop(said, None)
        kept[said] = words
        request.session[KEPT] = dict(list(kept.items())[-MOST_KEPT:])
    asked = Asked(said=said, words=words, **_narrowed(request.POST))
    return HttpResponseRedirect(request.path + asked.address())


def _narrowed(given: Any) -> dict[str, Any]:
    skill = given.get("skill", "")
    is_number = skill.isascii() and skill.isdigit() and len(skill) <= MOST_DIGITS
    return {
        "team": _clean(given.get("team", ""))[:50],
        "skill": int(skill) or None if is_number else None,
        "office": _clean(given.get("office", ""))[:120],
    }


def _kept(request: GuildhallRequest) -> dict[str, str]:
    kept = getattr(request, "session", {}).get(KEPT)
    return dict(kept) if isinstance(kept, dict) else {}


def _clean(said: str) -> str:
    return " ".join(said.replace("\0", "").split())


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
