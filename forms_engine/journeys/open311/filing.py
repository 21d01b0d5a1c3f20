"""Making a posted report into a request, once.

A sender who never heard our answer posts again. What they call the report themselves (``external_id`` or FixMyStreet's
``fixmystreet_id``) says that it is the same, whenever it comes; without one, the same words within a day are the same.
Two posts at the same moment wait for one another.
"""

import hashlib
import logging
from collections.abc import Sequence
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.files.refusals import UploadRefused
from forms_engine.journeys import services
from forms_engine.journeys.availability import NotOpen
from forms_engine.journeys.models import Submission
from forms_engine.journeys.open311.keys import seconds_to_wait
from forms_engine.journeys.open311.models import Open311Filing, Open311Key, Open311Photo
from forms_engine.journeys.open311.offering import OfferedService
from forms_engine.journeys.open311.posted import PostedReport
from forms_engine.journeys.open311.refusals import Refusal
from forms_engine.journeys.spam import Signals
from forms_engine.journeys.uploads import NoRoom, attach
from forms_engine.requests import announcing
from forms_engine.requests.models import TimelineEntry
from forms_engine.requests.payload_check import PayloadRefused
from forms_engine.requests.telling import write_entry
from forms_engine.runtime.evaluate import Evaluation

logger = logging.getLogger(__name__)

CHANNEL = "api"
SAME_WORDS_ARE_THE_SAME_FOR = timedelta(days=1)


def file_report(
    key: Open311Key,
    service: OfferedService,
    report: PostedReport,
    uploads: Sequence[UploadedFile],
    *,
    language: str,
) -> tuple[Open311Filing, bool]:
    """The filing of a report, and whether it is new. Decided where every door's is: evaluated as a whole against the
    service's live version, sent by ``services.submit``.

    Raises:
        Refusal: 400 with what is wrong, answer by answer; 429 when this key has filed as many as it may; 503 when
            what it sends does not fit its own schema. Nothing is kept.
    """
    with transaction.atomic():
        _wait_for(key, report)
        before = _filed_before(key, report)
        if before is not None:
            return before, False
        wait = seconds_to_wait(key)
        if wait:
            raise Refusal(429, f"This API key may file {key.per_hour} reports an hour.", retry_after=wait)
        return _file(key, service, report, uploads, language), True


def filed_under(key: Open311Key, external_id: str) -> Open311Filing | None:
    """The filing that a sender calls by this id, if they have made it."""
    if not external_id:
        return None
    return Open311Filing.objects.filter(key=key, external_id=external_id).select_related("request").first()


def _file(
    key: Open311Key,
    service: OfferedService,
    report: PostedReport,
    uploads: Sequence[UploadedFile],
    language: str,
) -> Open311Filing:
    try:
        submission, _token = services.start_submission(
            Principal.public(), service.version, language=language, channel=CHANNEL
        )
        first_page = service.definition.pages[0].key
        submission = services.answer_page(submission.id, first_page, report.answers)
        _refuse_unfinished(service, report, services.evaluate_submission(submission), language)
        _attach(submission, service, uploads, language)
        # Whoever runs the app is known to us, and all their people come through one network of theirs.
        request = services.submit(submission.id, Signals(is_program=True))
    except services.NotReady as not_ready:
        raise Refusal(400, *_problems(not_ready.evaluation, language)) from None
    except NotOpen:
        raise Refusal(400, f"{service.code} takes no reports just now.") from None
    except PayloadRefused as error:
        # Said loudly: an app's own screen is all that its user will see of it.
        logger.error("a report of version %s cannot be taken: %s", service.version.pk, error)
        raise Refusal(503, "This cannot be sent just now. Try again later.", retry_after=600) from None
    filing = Open311Filing.objects.create(
        key=key, request=request, external_id=report.external_id, digest=report.digest
    )
    theirs = report.external_id.partition(":")[2]
    note = f"Filed by {key.name} (Open311)" + (f", where it is {theirs}." if theirs else ".")
    write_entry(request, TimelineEntry.Kind.NOTE, shown=False, message=note)
    if report.remark:
        # No question takes it, so it is what they write about their request.
        write_entry(request, TimelineEntry.Kind.FROM_CUSTOMER, shown=True, message=report.remark)
        announcing.announce(request, announcing.MESSAGE, {"from": "customer", "message": report.remark})
    Open311Photo.objects.bulk_create(
        Open311Photo(filing=filing, number=number, url=url)
        for number, url in enumerate(report.photos, start=1)
    )
    return filing


def _refuse_unfinished(
    service: OfferedService, report: PostedReport, evaluation: Evaluation, language: str
) -> None:
    """Before any file is kept: what is refused later would have to be taken away again."""
    wrong = [] if evaluation.can_submit else _problems(evaluation, language)
    if service.definition.declaration and not report.agreed:
        wrong.append("declaration_agreed: it has to be agreed to, with the value true.")
    if wrong:
        raise Refusal(400, *wrong)


def _problems(evaluation: Evaluation, language: str) -> list[str]:
    """What is wrong, as "code: what to do". An exit page is the end of every report that leads there."""
    if evaluation.exit is not None:
        return [
            f"{evaluation.exit.key}: {evaluation.exit.title.in_language(language)}. This cannot be reported here."
        ]
    return [f"{found.question}: {found.message.in_language(language)}" for found in evaluation.problems]


def _attach(
    submission: Submission, service: OfferedService, uploads: Sequence[UploadedFile], language: str
) -> None:
    """Keep the photos that came along, for the journey's first file question."""
    photos = service.layout.photos
    if not uploads:
        return
    if photos is None:
        raise Refusal(400, f"media: {service.code} takes no photos.")
    if len(uploads) > photos.max_files:
        # One by one, a later photo would take the place of the one before.
        raise Refusal(400, f"media: {photos.max_files} at most.")
    for upload in uploads:
        # Each time: the entry is put into the answer as it is then.
        evaluation = services.evaluate_submission(Submission.objects.get(pk=submission.pk))
        state = next((one for one in evaluation.path if photos in one.questions), None)
        if state is None:
            raise Refusal(400, f"{service.code} takes no photos with these answers.")
        try:
            attach(submission, state.step, photos, upload)
        except UploadRefused as refused:
            raise Refusal(400, f"media: {refused.message.in_language(language)}") from None
        except NoRoom:
            raise Refusal(400, f"media: {photos.max_files} at most.") from None


def _filed_before(key: Open311Key, report: PostedReport) -> Open311Filing | None:
    if report.external_id:
        return filed_under(key, report.external_id)
    since = timezone.now() - SAME_WORDS_ARE_THE_SAME_FOR
    same = Open311Filing.objects.filter(key=key, digest=report.digest, filed_at__gt=since)
    return same.select_related("request").order_by("-filed_at").first()


def _wait_for(key: Open311Key, report: PostedReport) -> None:
    """Hold this report for the caller's transaction: a second post of it waits, and then sees the first."""
    named = hashlib.sha256(f"open311 {key.pk} {report.external_id or report.digest}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [int.from_bytes(named[:8], "big", signed=True)])
