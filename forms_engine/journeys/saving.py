"""Saving a journey under way to come back to it: where it was left, the link that is sent, and its end.

Saving keeps answers as they were typed and nothing else: whether a page is finished is for the evaluation to say, now
and after coming back, so leaving and returning passes nothing that answering would not.
"""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac

from accounts.addresses import Address
from accounts.models import AddressKind, User
from accounts.proved_addresses import proved_addresses
from accounts.throttle import Limit, take_slot
from audiences.keys import PUBLIC
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.selectors import definition_of
from forms_engine.catalogue.words import words_in
from forms_engine.journeys import choosing
from forms_engine.journeys.draft_letters import LETTERS_ABOUT, forget_letters
from forms_engine.journeys.erasing import delete_submissions
from forms_engine.journeys.models import DeviceToken, SavedDraft, SetAside, Submission
from forms_engine.journeys.selectors import kept_until
from forms_engine.journeys.services import (
    DRAFT_KEPT_FOR,
    AlreadySubmitted,
    evaluate_submission,
)
from forms_engine.notices.services import send_email, send_sms
from forms_engine.runtime.values import Answer

REMINDED_BEFORE = timedelta(days=3)

# How many links are sent: to one address at one network's asking, to one address, and at one network's asking. The
# last is wide, for networks that many people share.
TO_ADDRESS_FROM_NETWORK = Limit(attempts=5, seconds=60 * 60)
TO_ADDRESS = Limit(attempts=20, seconds=24 * 60 * 60)
FROM_NETWORK = Limit(attempts=200, seconds=60 * 60)


class TooManyLetters(ValueError):
    """As many links have been sent to the address, or from the network, as may be for now. Nothing was changed."""


@transaction.atomic
def save_for_later(submission_id: UUID, step: str, principal: Principal, *, language: str) -> SavedDraft:
    """Mark a draft as one that is to be come back to, at this step ("": where the answers end). Saved by somebody who
    is signed in, it goes into their account, unless the journey is one that has to do with no account.

    Raises:
        AlreadySubmitted: when it has been sent.
    """
    submission = _draft(submission_id)
    takes_accounts = definition_of(submission.version_id).sign_in != "none"
    if submission.user_id is None and principal.user is not None and takes_accounts:
        submission.user = principal.user
    submission.save(update_fields=["user", "updated_at"])
    saved, _ = SavedDraft.objects.update_or_create(
        submission=submission, defaults={"step": step, "language": language}
    )
    return saved


def send_link(submission_id: UUID, address: Address, *, language: str, network: str) -> SavedDraft:
    """Send a link to the draft to an email address or a mobile number. Another address than before gets another link, and
    the one before leads nowhere: it may have gone to a stranger by a slip of the keyboard.

    Raises:
        AlreadySubmitted: when it has been sent.
        TooManyLetters: when no more may be sent for now.
    """
    take_letter(address, network)
    with transaction.atomic():
        submission = _draft(submission_id)
        submission.save(update_fields=["updated_at"])
        saved, _ = SavedDraft.objects.select_for_update().get_or_create(submission=submission)
        if address_of(saved) != address:
            forget_letters(SavedDraft.objects.filter(pk=saved.pk))  # its key is all that tells whose they are
            saved.key = uuid4()
        is_mobile = address.kind == AddressKind.MOBILE
        saved.email, saved.mobile = ("", address.value) if is_mobile else (address.value, "")
        saved.address_digest, saved.language = digests_of(address)[0], language
        saved.save()
        _write(saved, "draft.saved", {"link": link_to(saved)})
    return saved


def address_of(saved: SavedDraft) -> Address | None:
    """Where the link of a saved draft was sent, if anywhere."""
    if saved.mobile:
        return Address(AddressKind.MOBILE, saved.mobile)
    return Address(AddressKind.EMAIL, saved.email.lower()) if saved.email else None


def left_to(how: str) -> str:
    """The name of the page that somebody comes to who leaves a page so: to ring, because nobody is there, or for later."""
    return {"idle": "journey_idle", "phone": "journey_phone"}.get(how, "journey_saved")


def take_up(submission: Submission) -> str:
    """The step to go on with a draft at: the one it was left at, the first time, if its answers still lead there;
    otherwise the first unfinished one, "" when that is check-your-answers."""
    evaluation = evaluate_submission(submission)
    saved = getattr(submission, "saved", None)
    if saved is not None and saved.step:
        left_at, saved.step = saved.step, ""
        # Not for another time: whoever goes on from there may be further by then.
        saved.save(update_fields=["step"])
        if left_at in {state.step for state in evaluation.reachable}:
            return left_at
    stop = evaluation.first_unfinished
    return stop.step if stop else ""


def take_letter(to: Address, network: str) -> None:
    """Count one more letter to an address at this network's asking.

    Raises:
        TooManyLetters: when no more may be sent for now.
    """
    address = digests_of(to)[0]
    for subject, limit in (
        (f"saved-letter:{address} {network}", TO_ADDRESS_FROM_NETWORK),
        (f"saved-letter-from:{network}", FROM_NETWORK),
        (f"saved-letter-to:{address}", TO_ADDRESS),
    ):
        if take_slot(subject, limit) is None:
            raise TooManyLetters


def digests_of(address: Address) -> list[str]:
    """What an address is found by, without being named: its digest under the present key, then under former ones."""
    return [
        salted_hmac("guildhall.saved-draft", address.value, secret=key, algorithm="sha256").hexdigest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


@transaction.atomic
def set_aside(submission_id: UUID, step: str, answers: Mapping[str, Answer]) -> None:
    """Keep what was sent from a page after its sender's session had ended, for its owner to look at."""
    submission = _draft(submission_id)
    given = {key: answer for key, answer in answers.items() if answer is not None}
    SetAside.objects.update_or_create(submission=submission, defaults={"step": step, "answers": given})


def forget_set_aside(submission: Submission) -> None:
    """Its owner has seen what was set aside, if anything was, and has sent a page."""
    if getattr(submission, "set_aside", None) is not None:
        SetAside.objects.filter(submission=submission).delete()


@transaction.atomic
def delete_draft(submission_id: UUID) -> None:
    """Delete a draft with its files, its links and the time it holds, at its owner's wish. One that is gone already is fine.

    Raises:
        AlreadySubmitted: when it has been sent: requests are not deleted.
    """
    submission = Submission.objects.select_for_update().filter(id=submission_id).first()
    if submission is None:
        return
    if submission.state != Submission.State.DRAFT:
        raise AlreadySubmitted
    choosing.let_go(submission)
    delete_submissions(Submission.objects.filter(id=submission_id))


def remind(limit: int = 500) -> int:
    """Write once to everyone whose saved draft is about to be deleted, at the address it was saved under or that of
    their account; answers how many letters there were. Whoever comes back and leaves again is reminded again."""
    now = timezone.now()
    due = SavedDraft.objects.filter(
        Q(reminded_at=None) | Q(reminded_at__lt=F("submission__updated_at")),
        ~Q(address_digest="") | Q(submission__user__isnull=False),
        submission__state=Submission.State.DRAFT,
        submission__updated_at__lt=now - (DRAFT_KEPT_FOR - REMINDED_BEFORE),
        submission__updated_at__gt=now - DRAFT_KEPT_FOR,
    )
    written = 0
    for saved_id in list(due.values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            # Again under the lock: another worker may be at it, or its owner back.
            saved = due.select_for_update(of=("self",), skip_locked=True).filter(pk=saved_id).first()
            if saved is None:
                continue
            saved.reminded_at = now
            saved.save(update_fields=["reminded_at"])
            link = link_to(saved) if saved.address_digest else _account(saved)
            written += _write(saved, "draft.ending", {"link": link})
    return written


def forget_links_of_sent() -> int:
    """Delete the links and further devices of what was sent so long ago that a draft would be gone, and with them the
    addresses; answers how many links there were."""
    long_sent = Q(submission__submitted_at__lt=timezone.now() - DRAFT_KEPT_FOR)
    DeviceToken.objects.filter(long_sent).delete()
    links = SavedDraft.objects.filter(long_sent)
    forget_letters(links)
    return links.delete()[0]


def link_to(saved: SavedDraft) -> str:
    """The address that a saved draft is come back to at: it opens nothing without a code."""
    submission = saved.submission
    slug = submission.version.journey.slug
    return _address(submission, saved.language, "journey_saved_link", slug=slug, key=saved.key)


def _account(saved: SavedDraft) -> str:
    submission = saved.submission
    if submission.audience == PUBLIC:
        return _address(submission, saved.language, "account")
    return _address(submission, saved.language, "journey_start", slug=submission.version.journey.slug)


def _address(submission: Submission, language: str, name: str, **parts: object) -> str:
    with translation.override(language):
        path = reverse(name, urlconf=settings.HOST_URLCONFS[submission.audience], kwargs=parts)
    return settings.ENVIRONMENT.origin(submission.audience) + path


def _write(saved: SavedDraft, subject: str, context: Mapping[str, object]) -> bool:
    """Write to whoever saved a draft; answers whether there was anywhere to write to."""
    submission = saved.submission
    address = address_of(saved) or _account_address(submission.user)
    if address is None or submission.is_practice:  # nobody is written to in practice
        return False
    write(saved, address, subject, {**about(submission, saved.language), **context})
    return True


def write(saved: SavedDraft, address: Address, subject: str, context: Mapping[str, object]) -> None:
    """Write an email or a text message about a saved draft, in the caller's transaction."""
    send = send_sms if address.kind == AddressKind.MOBILE else send_email
    send(
        owner_type=LETTERS_ABOUT,
        owner_id=str(saved.key),
        subject=subject,
        recipient=address.value,
        language=saved.language,
        context=context,
    )


def _account_address(account: User | None) -> Address | None:
    """The account's address, if one is proved: one that somebody mistyped for them hears of nothing."""
    proved = proved_addresses(account) if account is not None else []
    return proved[0] if proved else None


def about(submission: Submission, language: str) -> dict[str, object]:
    """What every letter about a saved draft says; what it is for only where its service is open to everybody."""
    service = submission.version.journey.service
    title = definition_of(submission.version_id).title.in_language(language)
    return {
        "title": title if service.openness == Service.Openness.OPEN else "",
        "until": timezone.localdate(kept_until(submission)),
        "phone": service.phone,
        "hours": words_in(service, language).opening_hours,
    }


def _draft(submission_id: UUID) -> Submission:
    submission = Submission.objects.select_for_update().get(id=submission_id)
    if submission.state != Submission.State.DRAFT:
        raise AlreadySubmitted
    return submission
