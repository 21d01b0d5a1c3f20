"""What the people of a team outside the council see of a request: what they need to do the job, and no more.

Whose request it is they see only where the service is their own team's: whoever mends a lamp need not know who reported
it. The council's notes and files for its own people are not theirs to read either, nor anybody's name but their own
people's.
"""

from collections.abc import Sequence

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from audiences.principal import Principal
from forms_engine.catalogue.models import Team
from forms_engine.catalogue.outside import organisation_name, people_of
from forms_engine.catalogue.selectors import definition_of, organisations_of, teams_for
from forms_engine.requests.answers import AnswerRow, answer_rows
from forms_engine.requests.models import Request, RequestFile, TimelineEntry
from forms_engine.requests.selectors import requests_for
from forms_engine.requests.states import FINISHED

Kind = TimelineEntry.Kind


def sees_customer(principal: Principal, request: Request) -> bool:
    """Whether this principal is shown who sent a request and how to reach them: where its service is their team's own."""
    return teams_for(principal).filter(id=request.service.team_id).exists()


def answers_for(principal: Principal, request: Request, language: str) -> list[AnswerRow]:
    """The answers; without the sender's name and addresses, the person it is for, and whatever its journey calls sensitive,
    unless they see its customer."""
    rows = answer_rows(request, language)
    if request.journey_version_id is None or sees_customer(principal, request):
        return rows
    contact = definition_of(request.journey_version_id).contact
    theirs = {contact.name, contact.email, contact.mobile, contact.on_behalf_of, contact.authority}
    return [row for row in rows if row.question not in theirs and not row.sensitive]


def files_for(principal: Principal, request: Request) -> QuerySet[RequestFile]:
    """The files that answer a question which they are shown, and what was added since for its customer to see or by this
    principal's own organisation; oldest first."""
    people = people_of(organisations_of(principal))
    ours = request.timeline.filter(actor__in=people).order_by().values("number")
    shown = request.files.filter(Q(shown_to_customer=True) | Q(entry_number__in=ours))
    kept = shown.select_related("file").order_by("id")
    if request.journey_version_id is None or sees_customer(principal, request):
        return kept
    asked = {row.question for row in answers_for(principal, request, "en")}
    return kept.filter(Q(question="") | Q(question__in=asked))


def timeline_outside(principal: Principal, request: Request) -> Sequence[TimelineEntry]:
    """What its customer sees, why it was put into the queue that it is in, and what this principal's own organisation did;
    oldest first. What the council's people or another organisation's wrote for each other is not there, nor who it was:
    only of their own people does an entry name its ``actor``."""
    if request.queue is None or not requests_for(principal).filter(id=request.id).exists():
        return []
    name = request.queue.name
    put_here = Q(kind__in=[Kind.HANDED_ON, Kind.QUEUED]) & (
        Q(message=name) | Q(message__startswith=f"{name}: ")
    )
    ours = Q(actor__in=people_of(organisations_of(principal)))
    found = request.timeline.filter(Q(shown_to_customer=True) | put_here | ours).select_related("actor")
    entries = list(found.annotate(is_ours=ExpressionWrapper(ours, output_field=BooleanField())))
    for entry in entries:
        if not entry.is_ours:
            entry.actor = None  # its customer's name, say, as it was they who cancelled something
    return entries


def handled_by(request: Request) -> str:
    """The organisation outside the council that works on a request, as its customer is told; nothing where the council
    does itself, or nobody has to do anything any more."""
    if request.queue_id is None or request.received_at is None or request.state in FINISHED:
        return ""
    slug = Team.objects.filter(queues=request.queue_id).values_list("organisation", flat=True).first()
    return organisation_name(slug or "")
