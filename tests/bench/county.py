"""A county's requests of years, made by the database itself: the same council at any size, with more or fewer years behind it.

The newest requests are alike at every size (some 630 come in a day; most of the last fortnight's are not finished), and what
differs is how much lies finished behind them. So what grows with that growth shows.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, models
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import Role, User
from forms_engine.catalogue.models import JourneyVersion, Queue, Service, Team
from forms_engine.files.models import StoredFile
from forms_engine.locations.models import Area, Location
from forms_engine.requests.models import Contact, Customer, Letter, Request, TimelineEntry
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.references import RANDOM_SIGNS, SIGNS
from payments.models import Charge
from tests.factories import make_partner, make_staff, make_user
from tests.forms_engine.council import open_council

A_DAY = 630  # requests
TEAMS, WARDS, OFFICERS = 12, 40, 30
REQUESTS_OF_A_CUSTOMER = 3
MEMBERS = 20  # of a partner organisation: the customers numbered from 1; one request in a hundred is theirs
THE_RESIDENT, THE_LANDLORD = (
    MEMBERS + 1,
    MEMBERS + 2,
)  # the customers of two accounts; one request in a thousand is the landlord's
TABLES = (Customer, Location, Request, TimelineEntry, Contact, Letter, StoredFile, Charge)


@dataclass(frozen=True, slots=True)
class County:
    """What was made: an officer of the first team, a resident with a few requests, a landlord who sends one in a thousand,
    somebody of an organisation that sends one in a hundred; the queues and wards, and how many requests."""

    officer: User
    resident: User
    landlord: User
    partner: User
    queues: list[Queue]
    wards: list[Area]
    services: list[Service]
    requests: int

    @property
    def customers(self) -> int:
        """How many customers there are: numbered from 1 in their ids (``customer_id``)."""
        return max(1, self.requests // REQUESTS_OF_A_CUSTOMER)


def customer_id(number: int) -> str:
    """The id of the customer of that number."""
    return f"00000000-0000-4000-8000-{number:012x}"


def make_county(requests: int) -> County:
    """Fill the database that Django uses now, which has to be one of the test's own."""
    county = _council(requests)
    with connection.cursor() as cursor:
        cursor.execute("select setseed(0.42)")
    with _without_checks(), _without_indexes():
        _customers(county)
        _locations(county)
        _requests(county)
        _timelines()
        _contacts()
        _letters()
        _charges()
    with connection.cursor() as cursor:
        for model in TABLES:
            cursor.execute(f"vacuum analyze {model._meta.db_table}")
    return county


def _council(requests: int) -> County:
    open_council()
    english = Locale.objects.get(language_code="en")
    openness = Service.Openness
    teams = [Team.objects.create(slug=f"team-{number}", name=f"Team {number}") for number in range(TEAMS)]
    people = [make_staff(Role.OFFICER, name=f"Officer {number}") for number in range(OFFICERS)]
    for number, person in enumerate(people):
        teams[number % TEAMS].members.add(person)
    queues, services = [], []
    for number, team in enumerate(teams):
        queues.append(Queue.objects.create(slug=f"queue-{number}", name=f"Queue {number}", team=team))
        kinds = [openness.OPEN, {5: openness.TEAM_ONLY, 7: openness.RESTRICTED}.get(number, openness.OPEN)]
        services += [
            Service.objects.create(
                slug=f"service-{number}-{place}",
                name=f"Service {number}.{place}",
                team=team,
                openness=kind,
                locale=english,
            )
            for place, kind in enumerate(kinds)
        ]
    box = {"west": 0.0, "south": 0.0, "east": 1.0, "north": 1.0, "polygons": [], "sha256": ""}
    wards = [
        Area.objects.create(code=f"E05{number:06}", kind=Area.Kind.WARD, name=f"Ward {number}", **box)
        for number in range(WARDS)
    ]
    partners = [make_partner() for _number in range(MEMBERS)]
    return County(people[0], make_user(), make_user(), partners[0], queues, wards, services, requests)


def _customers(county: County) -> None:
    members = User.objects.filter(memberships__isnull=False).order_by("pk")
    _insert(
        Customer,
        {
            "id": _id("n"),
            "name": "'Person ' || n || ' Surname' || n % 5000",
            "email": "'person' || n || '@example.com'",
            "mobile": "'07700' || lpad((n % 1000000)::text, 6, '0')",
            "user_id": f"""case when n <= {MEMBERS} then ({_of(members)})[n] when n = {THE_RESIDENT} then {county.resident.pk}
                when n = {THE_LANDLORD} then {county.landlord.pk} end""",
        },
        f"generate_series(1, {county.customers}) n",
    )


def _locations(county: County) -> None:
    # A few wards are large and most are small, the smallest far below one in a thousand.
    _insert(
        Location,
        {
            "id": "n",
            "description": "'High Street ' || n % 900",
            "postcode": "'ZZ' || n % 90 || ' ' || n % 9 || 'AA'",
            "latitude": "52 + random()",
            "longitude": "random() - 3",
            "ward_id": f"({_of(county.wards)})[1 + floor({WARDS} * power(random(), 3))::int]",
        },
        f"generate_series(1, {county.requests}) n",
    )


def _requests(county: County) -> None:
    officers = User.objects.filter(is_staff=True).order_by("pk")
    unfinished = "(age < 14 and r1 < 0.8 or r1 < 0.004)"
    state = f"""case when {unfinished} then (case when r2 < 0.5 then 'received' when r2 < 0.85 then 'in-progress'
        else 'waiting' end) when r2 < 0.72 then 'resolved' when r2 < 0.95 then 'closed' else 'cancelled' end"""
    channel = """case when r3 < 0.55 then 'web' when r3 < 0.85 then 'phone' when r3 < 0.93 then 'desk'
        when r3 < 0.98 then 'email' when r3 < 0.995 then 'social' else 'chat' end"""
    held = f"(case when {unfinished} then r4 < 0.5 else r4 < 0.8 end)"
    unread = f"({unfinished} and r5 < 0.3)"
    service = f"({_of(county.services)})[1 + place]"
    journey = JourneyVersion.objects.get(journey__slug="report-a-pothole").pk
    _insert(
        Request,
        {
            "id": _id("n"),
            "reference": _reference("n"),
            "submission_id": f"case when is_partners then {_id('n')} end",
            "journey_version_id": f"case when is_partners then {journey} end",
            "organisation": "case when is_partners then 'hale-house' else '' end",
            "audience": "case when is_partners then 'partner' else 'public' end",
            "fee_pence": "case when n % 20 = 11 then 1000 else 0 end",
            "service_id": service,
            "queue_id": f"({_of(county.queues)})[1 + place / 2]",
            "customer_id": _id("who"),
            "location_id": "n",
            "ward_id": "(select ward_id from locations_location where id = n)",
            "title": "'Something about service ' || place",
            "state": state,
            "channel": channel,
            "language": "case when r6 < 0.02 then 'cy' else 'en' end",
            "answers": """jsonb_build_object('what', repeat('words ', 40))""",
            "name": "'Person ' || who",
            "email": "'person' || who || '@example.com'",
            "created_at": "at",
            "received_at": "at",
            "finished_at": f"case when not {unfinished} then at + interval '5 days' end",
            "resolved_at": f"case when not {unfinished} and r2 < 0.72 then at + interval '5 days' end",
            "first_read_at": f"case when not {unread} then at + interval '1 hour' end",
            "customer_wrote_at": f"case when {unfinished} and r5 > 0.95 then at + interval '1 day' end",
            "assigned_to_id": f"case when {held} then ({_of(officers)})[1 + floor(r7 * {OFFICERS})::int] end",
            "assigned_at": f"case when {held} then at + interval '2 hours' end",
            "contact_checked_at": "at",
            "due_on": f"case when {unfinished} and r8 < 0.9 then (at + interval '10 days')::date end",
        },
        f"""(select n, n % 100 = 7 is_partners, case when n % 100 = 7 then 1 + (n / 100) % {MEMBERS} when n % 1000 = 3
             then {THE_LANDLORD} else {THE_RESIDENT} + n % ({county.customers} - {MEMBERS}) end who,
             now() - n * interval '1 day' / {A_DAY} as at, n / {A_DAY}.0 as age, random() r1, random() r2, random() r3,
             random() r4, random() r5, random() r6, random() r7, random() r8,
             floor({len(county.services)} * power(random(), 1.5))::int place
             from generate_series(1, {county.requests}) n) made""",
    )


def _timelines() -> None:
    for number, kind, after in ((1, "submitted", "0"), (2, "opened", "1 hour"), (3, "state", "5 days")):
        _insert(
            TimelineEntry,
            {
                "request_id": "made.id",
                "number": str(number),
                "kind": f"'{kind}'",
                "state": "made.state",
                "shown_to_customer": "true",
                "at": f"made.received_at + interval '{after}'",
            },
            "requests_request made",
        )


def _contacts() -> None:
    _insert(
        Contact,
        {
            "id": "gen_random_uuid()",
            "channel": "made.channel",
            "reason": "'request'",
            "outcome": "'request-made'",
            "service_id": "made.service_id",
            "customer_id": "made.customer_id",
            "location_id": "made.location_id",
            "request_id": "made.id",
            "started_at": "made.received_at",
            "ended_at": "made.received_at",
            "created_at": "made.received_at",
            "entry_number": "1",
        },
        "requests_request made",
    )


def _letters() -> None:
    # One request in sixteen has a letter; most were read.
    _insert(
        StoredFile,
        {
            "id": "made.id",
            "owner_type": "'letter'",
            "owner_id": "made.id::text",
            "name": "'Decision.pdf'",
            "content_type": "'application/pdf'",
            "size": "1000",
            "sha256": "''",
            "content": "'letters/' || made.id",
            "created_at": "made.received_at",
        },
        _LETTERED,
    )
    _insert(
        Letter,
        {
            "id": "made.id",
            "request_id": "made.id",
            "inbound_id": "made.id",
            "file_id": "made.id",
            "title": "'Our decision'",
            "received_at": "made.received_at",
            "told_at": "made.received_at",
            "read_at": "case when random() < 0.9 then made.received_at + interval '1 day' end",
        },
        _LETTERED,
    )


_LETTERED = "(select * from requests_request where right(id::text, 1) = '7') made"


def _charges() -> None:
    _insert(
        Charge,
        {
            "uuid": "made.id",
            "owner_type": f"'{OWNER_TYPE}'",
            "owner_id": "made.id::text",
            "description": "made.title",
            "total_pence": "1000",
            "state": "'paid'",
            "return_path": "'/'",
            "created_at": "made.created_at",
            "paid_at": "made.created_at",
        },
        "(select * from requests_request where fee_pence > 0) made",
    )


def _reference(number: str) -> str:
    """A reference whose signs are the number's digits, with the check sign of ``requests.references``."""
    digits = f"lpad({number}::text, {RANDOM_SIGNS}, '0')"
    signs = f"translate({digits}, '0123456789', '{SIGNS[:10]}')"
    weighed = f"select sum((i + 1) * substr({digits}, i, 1)::int) from generate_series(1, {RANDOM_SIGNS}) i"
    check = f"substr('{SIGNS}', (({weighed}) % {len(SIGNS)})::int + 1, 1)"
    return f"left({signs}, 3) || '-' || substr({signs}, 4, 3) || '-' || substr({signs}, 7) || {check}"


def _id(number: str) -> str:
    return f"('00000000-0000-4000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"


def _of(rows: object) -> str:
    """Their keys, as an array of the database's."""
    return f"array[{', '.join(str(row.pk) for row in rows)}]::bigint[]"  # type: ignore[attr-defined]


def _insert(model: type[models.Model], values: Mapping[str, str], source: str) -> None:
    """Insert a row for each of the source's: ``values`` are SQL by column, the rest are the fields' own defaults."""
    columns, chosen, constants = [], [], []
    for field in model._meta.concrete_fields:
        column = field.column
        if column in values:
            columns.append(column)
            chosen.append(values[column].replace("%", "%%"))
        elif not field.primary_key:
            columns.append(column)
            chosen.append("%s")
            default = timezone.now() if getattr(field, "auto_now_add", False) else field.get_default()
            constants.append(field.get_db_prep_save(default, connection))
    names = ", ".join(f'"{column}"' for column in columns)
    sql = f"insert into {model._meta.db_table} ({names}) select {', '.join(chosen)} from {source.replace('%', '%%')}"
    with connection.cursor() as cursor:
        cursor.execute(sql, constants)


@contextmanager
def _without_checks() -> Iterator[None]:
    """Foreign keys and triggers are not asked: what is made here refers to what is there."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute("set work_mem = '64MB'")
        yield
        cursor.execute("reset work_mem")
        cursor.execute("set session_replication_role = origin")


@contextmanager
def _without_indexes() -> Iterator[None]:
    """Indexes are built once at the end, which is many times quicker than with every row."""
    tables = [model._meta.db_table for model in TABLES]
    with connection.cursor() as cursor:
        cursor.execute(
            """select indexname, indexdef from pg_indexes where tablename = any(%s)
               and indexname not in (select conname from pg_constraint)""",
            [tables],
        )
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f'drop index "{name}"')
        yield
        cursor.execute("set maintenance_work_mem = '256MB'")
        for _, definition in found:
            cursor.execute(definition)
        cursor.execute("reset maintenance_work_mem")
