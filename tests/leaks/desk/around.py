"""What leads from one request to others, and what is somebody's own and no request: drafts, saved lists, casework."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from forms_engine.journeys.models import Submission
from forms_engine.requests.models import (
    BrokenGlass,
    CallTotals,
    Casework,
    Contact,
    Councillor,
    Customer,
    CustomerMerge,
    DuplicateMark,
    Line,
    PossibleDuplicate,
    Request,
    Threshold,
    ThresholdDecision,
)
from tests.forms_engine.council import started
from tests.leaks.desk.canaries import World
from tests.leaks.desk.groups import (
    ALPHA_CASES,
    ALPHA_LEADS,
    BETA,
    BOB,
    COUNCILLOR,
    NOBODY,
    OFFICERS,
)
from tests.leaks.desk.people import Person
from workplace.models import SavedView

HOUR = timedelta(hours=1)


def lead_to_each_other(world: World, people: dict[str, Person], requests: list[Request]) -> None:
    """Every request repeats, was split from, is marked as a duplicate of and was said to differ from one that others may
    see; and a call about one was written down with another."""
    officer = people["officer-alpha"].user
    for one, other in zip(requests, [*requests[1:], requests[0]], strict=True):
        Request.objects.filter(pk=one.pk).update(repeats=other, repeats_because="location", split_from=other)
        DuplicateMark.objects.create(request=one, original=other, marked_by=officer, marked_at=timezone.now())
        PossibleDuplicate.objects.create(request=one, other=other, metres=3)
    found = world.thing("open")
    Contact.objects.create(
        channel="phone",
        reason="chase",
        outcome="answered",
        service_id=Request.objects.get(pk=found.request_id).service_id,
        customer_id=found.customer_id,
        request_id=world.thing("alpha-only").request_id,
        started_at=timezone.now() - 2 * HOUR,
        ended_at=timezone.now() - HOUR,
        officer=officer,
    )


def decide_by_thresholds(world: World, people: dict[str, Person]) -> None:
    """Criteria of three services, and what was decided by them."""
    lead = people["lead-alpha"].user
    for name, readers, leads in (
        ("open", (OFFICERS,), ()),
        ("alpha-restricted", (ALPHA_CASES,), (ALPHA_LEADS,)),
        ("beta-only", (BETA,), ()),
    ):
        made = Request.objects.select_related("service").get(pk=world.thing(name).request_id)
        text = f"Somebody may come to harm {world.secret(f'criterion of {name}', *readers, *leads)}"
        threshold = Threshold.objects.create(
            service=made.service,
            number=1,
            name="Threshold",
            criteria=[{"key": "harm", "text": text}],
            needs_second_person=True,
            made_by=lead,
        )
        ThresholdDecision.objects.create(
            request=made,
            threshold=threshold,
            met=["harm"],
            result="met",
            why=world.secret(f"decision about {name}", *readers),
            decided_by=lead,
            decided_at=timezone.now(),
        )


def break_glass(world: World, people: dict[str, Person]) -> None:
    """Somebody has opened a restricted request a while ago, and may still read it."""
    thing = world.thing("alpha-restricted")
    thing.glass_id = BrokenGlass.objects.create(
        request_id=thing.request_id,
        by=people["glass-breaker"].user,
        reason=world.secret("reason of the broken glass", ALPHA_CASES, ALPHA_LEADS),
        at=timezone.now(),
        until=timezone.now() + 50 * timedelta(minutes=1),
    ).id


def merge_customers(world: World, people: dict[str, Person]) -> None:
    """Ann, whom every officer may know of, was found to be somebody of whom beta alone knows."""
    kept, merged = world.thing("open").customer_id, world.thing("beta-only").customer_id
    made = CustomerMerge.objects.create(
        kept_id=kept,
        merged_id=merged,
        why=f"Same voice {world.secret('why two customers were merged', BETA)}",
        by=people["officer-beta"].user,
    )
    Customer.objects.filter(pk=merged).update(merged_into=kept)
    world.things.append(SimpleNamespace(name="merge", merge_id=made.pk))


def act_for_residents(world: World, people: dict[str, Person]) -> None:
    """One councillor has asked to follow an open request, follows two others, and has one not sent yet; another has
    nothing."""
    councillor = Councillor.objects.create(user=people["councillor"].user)
    Councillor.objects.create(user=people["another-councillor"].user)
    officer = people["case-officer-alpha"].user
    for name, agreed_by, readers in (
        ("open", None, (OFFICERS,)),
        ("wold-job", officer, (OFFICERS,)),
        ("alpha-restricted", officer, (ALPHA_CASES,)),
        ("", None, ()),
    ):
        about = name or "what is not sent yet"
        casework = Casework.objects.create(
            councillor=councillor,
            request_id=world.thing(name).request_id if name else None,
            resident=f"Mrs {world.secret(f'whom a councillor acts for about {about}', COUNCILLOR, *readers)}",
            consent="written",
            consent_on=timezone.localdate(),
            consent_words=world.secret(f"consent about {about}", COUNCILLOR, *readers),
            raised=not name,
            agreed_at=timezone.now() if agreed_by else None,
            agreed_by=agreed_by,
        )
        world.things.append(SimpleNamespace(name=f"casework {about}", casework_id=casework.id))


def beside_requests(world: World, people: dict[str, Person]) -> None:
    """A draft, a saved list, and a telephone line whose calls are counted."""
    draft = started(answers={"your-name": f"Zed {world.secret('draft of Bob', BOB)}"})
    Submission.objects.filter(pk=draft.id).update(user=people["Bob"].user)
    view = SavedView.objects.create(
        user=people["officer-beta"].user, name=world.secret("saved list of an officer of beta", BETA)
    )
    line = Line.objects.create(slug="line-of-beta", name="Line of beta", team=world.teams["beta"])
    day = timezone.localdate() - timedelta(days=1)
    CallTotals.objects.create(
        line=line, day=day, offered=3, answered=2, answered_in_20_s=1, answered_in_3_min=2, abandoned=1
    )
    world.things += [
        SimpleNamespace(
            name="beside",
            draft_id=draft.id,
            submission_id=draft.id,
            view_id=view.id,
            slug="report-a-pothole",
            step="photo",
            group="no-such-group",
            number=1,
            file_id=world.things[0].file_id,
        ),
        SimpleNamespace(name="line", line=line.slug, day=f"{day:%Y-%m-%d}"),
    ]
    world.secret("a word that nothing shows", NOBODY)
