"""A file that came with a request, or was added to it, turned out to hold a virus, and is gone."""

from django.db import transaction
from django.utils import timezone

from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Text
from forms_engine.files.models import StoredFile
from forms_engine.requests.models import Request, RequestFile, TimelineEntry
from forms_engine.requests.telling import tell_customer, write_entry

MESSAGE = Text(
    {
        "en": "We deleted “{name}”, the file you sent for “{question}”, because it contained a virus. "
        "Send us a clean copy: call {phone}.",
        "cy": "Fe wnaethom ddileu “{name}”, y ffeil a anfonoch ar gyfer “{question}”, am ei bod yn cynnwys feirws. "
        "Anfonwch gopi glân atom: ffoniwch {phone}.",
    }
)
ADDED_MESSAGE = Text(
    {
        "en": "We deleted “{name}”, a file that was added to this request, because it contained a virus.",
        "cy": "Fe wnaethom ddileu “{name}”, ffeil a ychwanegwyd at y cais hwn, am ei bod yn cynnwys feirws.",
    }
)


@transaction.atomic
def note_infected_file(stored: StoredFile) -> None:
    """Write down that a file of one or more requests is gone, for officers and customer, and tell the customer where it
    is theirs to send again. Doing it again changes nothing; a file that came with no request is nobody's concern here."""
    # In the order of their requests' ids, as every verb that locks more than one does.
    for kept in RequestFile.objects.filter(file=stored).order_by("request_id"):
        _note(kept, stored)


def _note(kept: RequestFile, stored: StoredFile) -> None:
    request = (
        Request.objects.select_for_update(of=("self",)).select_related("service").get(id=kept.request_id)
    )
    if not RequestFile.objects.filter(id=kept.id, deleted_at=None).update(deleted_at=timezone.now()):
        return
    if not kept.question or request.journey_version_id is None:
        # Whoever added it, officer or customer, hears of it where they read what they wrote with it.
        words = ADDED_MESSAGE.in_language(request.language).format(name=stored.name)
        write_entry(request, TimelineEntry.Kind.FILE_DELETED, shown=kept.shown_to_customer, message=words)
        if kept.shown_to_customer:
            tell_customer(request, "request.message", {})
        return
    question = definition_of(request.journey_version_id).questions_by_key[kept.question]
    details = {
        "name": stored.name,
        "question": question.label.in_language(request.language),
        "phone": request.service.phone,
    }
    message = MESSAGE.in_language(request.language).format(**details)
    write_entry(request, TimelineEntry.Kind.FILE_DELETED, shown=True, message=message)
    tell_customer(request, "request.file-deleted", {})
