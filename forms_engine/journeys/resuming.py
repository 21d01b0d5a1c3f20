"""Coming back to a saved draft on whatever device: by the link and a code sent to the same address, by asking for the
link again, or from the account.

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

from forms_engine.journeys import tasks
from forms_engine.journeys.models import DeviceToken, SavedDraft, Submission
from forms_engine.journeys.saving import LETTERS_ABOUT, about, digests_of, link_to, take_letter
from forms_engine.journeys.services import hash_token
from forms_engine.notices import codes
from forms_engine.notices.services import send_email

CODE_MINUTES = 10
MOST_DEVICES = 10  # let in later; the one let in longest ago gives way
MOST_LINKS = 20  # in one letter, the last saved first


def ask_for_code(key: UUID, *, browser: str, network: str) -> bool:
    """Have the worker send a code for the link of that key, to be entered in this browser. False when this network
    has asked too often for this link."""
    if not codes.may_ask(LETTERS_ABOUT, str(key), network):
        return False
    # Asked again before the worker came to it, it is one code.
    with suppress(AlreadyEnqueued):
        tasks.send_code.configure(queueing_lock=f"draft-code:{key}:{browser}").defer(
            key=str(key), browser=browser
        )
    return True


def send_code(key: str, *, browser: str) -> None:
    """Send a code to the address that the link of that key was sent to, if there is one. Says nothing either way."""
    saved = _saved_under(key)
    if saved is None:
        return
    codes.send_code(
        owner_type=LETTERS_ABOUT,
        owner_id=str(saved.key),
        browser=browser,
        minutes=CODE_MINUTES,
        recipient=saved.email,
        subject="draft.code",
        language=saved.language,
        context=about(saved.submission, saved.language),
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


def ask_for_links(email: str, *, audience: str, network: str) -> None:
    """Have the worker send the links of all drafts saved under an address on an audience's host, if there are any.

    Raises:
        TooManyLetters: when no more may be sent for now, whether or not there is anything to send.
    """
    take_letter(email, network)
    digests = digests_of(email)
    with suppress(AlreadyEnqueued):
        tasks.send_links.configure(queueing_lock=f"draft-links:{audience}:{digests[0]}").defer(
            digests=[*digests], audience=audience
        )


def send_links(digests: list[str], *, audience: str) -> None:
    """Send one letter with the links of all drafts saved under the address of those digests, if there are any."""
    saved = list(
        _whole()
        .filter(
            email_digest__in=digests,
            submission__audience=audience,
            submission__state=Submission.State.DRAFT,
            submission__is_practice=False,
        )
        .order_by("-saved_at")[:MOST_LINKS]
    )
    if not saved:
        return
    newest = saved[0]
    language = newest.language
    send_email(
        owner_type=LETTERS_ABOUT,
        owner_id=str(newest.key),
        subject="draft.links",
        recipient=newest.email,
        language=language,
        context={
            **about(newest.submission, language),
            "drafts": [{**about(one.submission, language), "link": link_to(one)} for one in saved],
        },
    )


def _saved_under(key: str) -> SavedDraft | None:
    return _whole().filter(key=key, submission__is_practice=False).exclude(email="").first()


def _whole() -> QuerySet[SavedDraft]:
    return SavedDraft.objects.select_related("submission__version__journey__service", "submission__user")
