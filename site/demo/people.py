"""Demonstration accounts and organisations. Their passwords are made here and written to one private file."""

import json
import secrets
from pathlib import Path
from typing import Any

from accounts.addresses import read_email, read_mobile
from accounts.models import Role, User
from accounts.proved_addresses import prove
from accounts.services import create_user, grant_role, set_password
from demo.fixtures import read
from partners.models import Organisation
from partners.services import add_member

# No letter or digit that looks like another: these are read off a terminal.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def load_people(passwords_file: Path) -> int:
    """Make the accounts that are missing, and give a new password to those the file does not know. Returns how many
    accounts were made."""
    people = read("people.json")
    owners = _load_organisations(people["organisations"])
    known: dict[str, str] = json.loads(passwords_file.read_text()) if passwords_file.exists() else {}
    wanted: dict[str, str] = {}
    made = 0
    for account in people["accounts"]:
        user = User.objects.filter(email=account["email"]).first()
        if user is None:
            user = _make(account)
            made += 1
        password = known.get(account["email"])
        if password is None or not user.has_usable_password():
            password = password or _password()
            set_password(user, password)
        wanted[account["email"]] = password
    for organisation, owner in owners.items():
        organisation.owner = User.objects.get(email=owner)
        organisation.save(update_fields=["owner"])
    _write_privately(passwords_file, wanted)
    return made


def _load_organisations(entries: list[dict[str, str]]) -> dict[Organisation, str]:
    """Make the organisations that are missing. Answers those made, with the address of the owner each is to have."""
    owners: dict[Organisation, str] = {}
    for entry in entries:
        details = {name: value for name, value in entry.items() if name not in {"slug", "owner"}}
        organisation, is_new = Organisation.objects.get_or_create(slug=entry["slug"], defaults=details)
        if is_new:
            owners[organisation] = entry["owner"]
    return owners


def _make(account: dict[str, Any]) -> User:
    user = create_user(
        name=account["name"],
        email=account["email"],
        mobile=account.get("mobile"),
        is_staff=account.get("staff", False),
        is_superuser=account.get("superuser", False),
        is_demo=True,
    )
    for address in (read_email(user.email or ""), read_mobile(user.mobile or "")):
        if address is not None:
            prove(user, address)
    for role in account["roles"]:
        grant_role(user, Role(role))
    if slug := account.get("organisation"):
        # The account's one role is the one it has there.
        add_member(Organisation.objects.get(slug=slug), user, role=Role(account["roles"][0]))
    return user


def _password() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def _write_privately(file: Path, passwords: dict[str, str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_text(json.dumps(passwords, indent=2) + "\n")
