"""Coming back to a saved draft on whatever device: by the link and a code sent to the same email address or mobile number,
by asking for the link again, or from the account.

Nothing here tells whether there is such a draft or such an address: asking has the worker send something, if there is
somebody to send it to, and costs and says the same either way.
"""

import secrets
from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued

from accounts.addresses import Address
from accounts.models import AddressKind
from forms_engine.journeys import tasks
from forms_engine.journeys.draft_letters import LETTERS_ABOUT
from forms_engine.journeys.models import DeviceToken, SavedDraft, Submission
from forms_engine.journeys.saving import about, address_of, digests_of, link_to, take_letter, write
from forms_engine.journeys.services import hash_token
from forms_engine.notices import codes

CODE_MINUTES = 10
MOST_DEVICES = 10  # let in later; the one let in longest ago gives way
MOST_LINKS = 20  # in one letter, the last saved first
MOST_IN_A_TEXT = 3


def ask_for_code(key: UUID, *, browser: str, network: str) -> bool:
    """Have the worker send a code for the link of that key, to be entered in this browser. False when this network
    has asked too often for this link."""
    return codes.ask(tasks.send_code, LETTERS_ABOUT, str(key), browser=browser, network=network, key=str(key))


def send_code(key: str, *, browser: str) -> None:
    """Send a code to the address that the link of that key was sent to, if there is one. Says nothing either way."""
    saved = _saved_under(key)
    address = address_of(saved) if saved else None
    if saved is None or address is None:
        return
    codes.send_code(
        owner_type=LETTERS_ABOUT,
        owner_id=str(saved.key),
        browser=browser,
        minutes=CODE_MINUTES,
        recipient=address.value,
        subject="draft.code",
        language=saved.language,
        context=about(saved.submission, saved.language),
        by_sms=address.kind == AddressKind.MOBILE,
    )


def open_with_code(key: UUID, typed_code: str, *, browser: str) -> Submission | None:
    """The submission that link and code open, once; None for a wrong, used, expired or over-tried code, one that
    another browser asked for, or no such link."""
    right = codes.use_code(owner_type=LETTERS_ABOUT, owner_id=str(key), browser=browser, typed=typed_code)
    saved = _saved_under(str(key)) if right else None
    return saved.submission if saved else None


@transaction.atomic
def let_in(submission: Submission) -> str:
    """A token for one more device to go on with the submission; every other keeps its own. A draft that somebody has
    come back to counts its days anew."""
    token = secrets.token_urlsafe(32)
    DeviceToken.objects.create(submission=submission, token_hash=hash_token(token))
    newest = list(submission.device_tokens.order_by("-pk").values_list("pk", flat=True)[:MOST_DEVICES])
    submission.device_tokens.exclude(pk__in=newest).delete()
    drafts = Submission.objects.filter(pk=submission.pk, state=Submission.State.DRAFT)
    drafts.update(updated_at=timezone.now())
    return token


def ask_for_links(address: Address, *, audience: str, network: str) -> None:
    """Have the worker send the links of all drafts saved under an address on an audience's host, if there are any.

    Raises:
        TooManyLetters: when no more may be sent for now, whether or not there is anything to send.
    """
    take_letter(address, network)
    digests = digests_of(address)
    with suppress(AlreadyEnqueued):
        tasks.send_links.configure(queueing_lock=f"draft-links:{audience}:{digests[0]}").defer(
            digests=[*digests], audience=audience
        )


def send_links(digests: list[str], *, audience: str) -> None:
    """Send one letter with the links of all drafts saved under the address of those digests, if there are any; in a text
    message the last few."""
    saved = list(
        _whole()
        .filter(
            address_digest__in=digests,
            submission__audience=audience,
            submission__state=Submission.State.DRAFT,
            submission__is_practice=False,
        )
        .order_by("-saved_at")[:MOST_LINKS]
    )
    if not saved:
        return
    newest = saved[0]
    language, address = newest.language, address_of(newest)
    if address is None:
        return
    named = saved[:MOST_IN_A_TEXT] if address.kind == AddressKind.MOBILE else saved
    drafts = [{**about(one.submission, language), "link": link_to(one)} for one in named]
    write(newest, address, "draft.links", {**about(newest.submission, language), "drafts": drafts})


def _saved_under(key: str) -> SavedDraft | None:
    return _whole().filter(key=key, submission__is_practice=False).exclude(address_digest="").first()


def _whole() -> QuerySet[SavedDraft]:
    return SavedDraft.objects.select_related("submission__version__journey__service", "submission__user")
