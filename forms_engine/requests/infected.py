"""A file that came with a request turned out to hold a virus, and is gone."""

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


@transaction.atomic
def note_infected_file(stored: StoredFile) -> None:
    """Write down that a request's file is gone, for officers and customer, and tell the customer which one to send
    again. Doing it again changes nothing; a file that came with no request is nobody's concern here."""
    kept = RequestFile.objects.filter(file=stored).first()
    if kept is None:
        return
    request = (
        Request.objects.select_for_update(of=("self",)).select_related("service").get(id=kept.request_id)
    )
    if not RequestFile.objects.filter(id=kept.id, deleted_at=None).update(deleted_at=timezone.now()):
        return
    question = definition_of(request.journey_version_id).questions_by_key[kept.question]
    details = {
        "name": stored.name,
        "question": question.label.in_language(request.language),
        "phone": request.service.phone,
    }
    message = MESSAGE.in_language(request.language).format(**details)
    write_entry(request, TimelineEntry.Kind.FILE_DELETED, shown=True, message=message)
    tell_customer(request, "request.file-deleted", details)
