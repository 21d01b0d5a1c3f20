"""The people directory: an entry for everybody who works at Marlshire. Made once; what somebody changed since stays."""

import unicodedata
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import create_user
from content.exchange.yaml_files import load
from demo.fixtures import FIXTURES
from forms_engine.catalogue.models import Absence, Team
from workplace.models import Profile
from workplace.people.skills import skills_named

DOMAIN = "marlshire.example"
# Letters that do not come apart into a plain one and its accent.
NO_ACCENT = str.maketrans("łŁøØ", "lLoO", "’")
WORDS = {"job": "job_title", "known_as": "known_as", "pronouns": "pronouns", "phone": "phone", "mobile": "mobile",
         "days": "working_days", "about": "about"}  # fmt: skip


@transaction.atomic
def load_profiles() -> int:
    """Make the entries that are missing, and the accounts of colleagues that are. Returns how many entries were made."""
    said = load(FIXTURES / "profiles.yaml")
    rows: dict[str, dict[str, Any]] = dict(said["accounts"])
    rows |= {mailbox(row["name"]): row for row in said["colleagues"]}
    users = {key: user for key, row in rows.items() if (user := _user(key, row)) is not None}
    have = set(Profile.objects.filter(user__in=users.values()).values_list("user", flat=True))
    teams = {team.slug: team for team in Team.objects.all()}
    made = 0
    for key, user in users.items():
        if user.pk not in have:
            _make(user, rows[key], said["offices"], teams, users)
            made += 1
    return made


def mailbox(name: str) -> str:
    """The beginning of somebody's address: the first and the last of their names in plain letters, ``sian.pritchard``."""
    plain = name.translate(NO_ACCENT)
    apart = unicodedata.normalize("NFKD", plain)
    words = "".join(one for one in apart if not unicodedata.combining(one)).lower().split()
    return f"{words[0]}.{words[-1]}"


def _user(key: str, row: dict[str, Any]) -> User | None:
    email = f"{key}@{DOMAIN}"
    user = User.objects.filter(email=email).first()
    if user is None and "name" in row:
        # No password: nobody signs in to it.
        user = create_user(name=row["name"], email=email, is_staff=True, is_demo=True)
        if "left" in row:
            user.is_active = False
            user.save(update_fields=["is_active"])
    return user


def _make(
    user: User, row: dict[str, Any], offices: dict[str, str], teams: dict[str, Team], users: dict[str, User]
) -> None:
    today = timezone.localdate()
    entry = Profile.objects.create(
        user=user,
        team=teams.get(row.get("team", "")),
        manager=users.get(row.get("manager", "")),
        office=offices.get(row.get("office", ""), ""),
        taken_over_by=users.get(row.get("taken_over_by", "")),
        left_on=today - timedelta(days=int(row["left"])) if "left" in row else None,
        **{field: row[word] for word, field in WORDS.items() if word in row},
    )
    entry.skills.set(skills_named(row.get("skills", [])))
    if "away" in row:
        Absence.objects.create(user=user, starts=today, ends=today + timedelta(days=int(row["away"])))
