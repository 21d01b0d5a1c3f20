"""What hangs on one request: its timeline, a file, a letter, a message of its back office, and what was sent to that."""

import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from forms_engine.catalogue.models import Team
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.files.models import StoredFile
from forms_engine.requests.models import (
    Amendment,
    Inbound,
    LegalHold,
    Letter,
    Request,
    RequestFile,
    TimelineEntry,
    Unreachable,
)
from forms_engine.requests.owner import OWNER_TYPE


def add_entry(made: Request, number: int, kind: str, message: str, *, shown: bool) -> None:
    """Something that happened."""
    TimelineEntry.objects.create(
        request=made, number=number, kind=kind, state=made.state, message=message, shown_to_customer=shown
    )


def add_file(made: Request, word: str) -> uuid.UUID:
    """A file whose name and inside are the word."""
    stored = _stored(made, word)
    RequestFile.objects.create(request=made, file=stored, question="photo")
    return stored.id


def _stored(made: Request, word: str) -> StoredFile:
    stored = StoredFile(
        owner_type=OWNER_TYPE,
        owner_id=str(made.id),
        name=f"{word}.txt",
        content_type="text/plain",
        size=len(word),
        sha256="0" * 64,
        scan_state="clean",
    )
    stored.content.save("x", ContentFile(word.encode()), save=True)
    return stored


def add_letter(made: Request, word: str) -> uuid.UUID:
    """A letter that a back office wrote."""
    inbound = _said(made, Destination.objects.get(slug="example-back-office"), "letter", "applied")
    return Letter.objects.create(
        request=made, inbound=inbound, file=_stored(made, word), title=f"Letter {word}"
    ).id


def correct(made: Request, word: str) -> None:
    """Its customer put right what they had answered."""
    add_entry(made, 4, "corrected", "", shown=True)
    Amendment.objects.create(
        request=made, entry_number=4, answers={"your-name": f"Zed {word}"}, before={"your-name": "Zed"}
    )


def add_unreachable(made: Request, word: str) -> int:
    """What we sent about it came back."""
    return Unreachable.objects.create(
        request=made, channel="email", address=f"{word}@example.org", why="No such address"
    ).id


def add_hold(made: Request, word: str, by: User) -> uuid.UUID:
    """It may not be erased for now."""
    return LegalHold.objects.create(request=made, why=f"Claim {word}", by=by).id


def add_message(made: Request, words: str, team: Team) -> uuid.UUID:
    """A back office asks for a change that the request cannot take: somebody has to see to it."""
    return _said(made, _office_of(team), "status", "refused", words).id


def _said(made: Request, by: Destination, kind: str, outcome: str, words: str = "") -> Inbound:
    return Inbound.objects.create(
        destination=by,
        message_id=str(uuid.uuid4()),
        kind=kind,
        sha256="0" * 64,
        at=timezone.now(),
        outcome=outcome,
        words=words,
        request=made,
    )


def add_delivery(made: Request, word: str, team: Team) -> uuid.UUID:
    """What its back office refused to take."""
    return Delivery.objects.create(
        owner_type=OWNER_TYPE,
        owner_id=str(made.id),
        subject="request.received",
        destination=_office_of(team),
        state="dead",
        body=f'{{"said": "{word}"}}',
        sha256="0" * 64,
        dead_at=timezone.now() - timedelta(hours=5),
        attempts_made=1,
        last_error="Answered 422.",
    ).id


def office_slug(team: Team) -> str:
    """What the destination of a team is called in addresses."""
    return f"office-{team.slug}"


def _office_of(team: Team) -> Destination:
    return Destination.objects.get_or_create(
        slug=office_slug(team),
        defaults={"name": f"Office of {team.slug}", "kind": "webhook", "team": team, "settings": {}},
    )[0]
