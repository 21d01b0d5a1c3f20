"""Filing with an Open311 server. The specification has no idempotency, so before a second try the server's list is
searched for our reference: what arrived although its answer was lost is found there and not filed again."""

import itertools
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from forms_engine.delivery.connectors import outbound
from forms_engine.delivery.models import Delivery
from forms_engine.delivery.models.open311 import Open311Case
from forms_engine.delivery.open311 import answers, reports
from forms_engine.delivery.open311.answers import Row, Unreadable
from forms_engine.delivery.open311.asking import NoApiKey, NotAnswered, Server
from forms_engine.delivery.open311.settings import Open311Settings
from forms_engine.delivery.outcome import Fault, Outcome
from forms_engine.delivery.retry import wait_asked

CLOCKS_APART = timedelta(hours=1)
LONGEST_SPAN = timedelta(days=90) - CLOCKS_APART  # that the specification lets us search
SHORTEST_SPAN = timedelta(seconds=2)
LOOKING = 20.0  # seconds, then no further page is asked for: the last one and filing end before a lease does

REFUSED = frozenset({400, 404, 413, 415, 422})
WRONG_ADDRESS_OR_CREDENTIALS = frozenset({401, 403, 405, 410, *range(300, 400)})


def send(delivery: Delivery) -> Outcome:
    """File a report, or post an update of one."""
    server = Server(Open311Settings(**delivery.destination.settings))
    to, fields, reference = reports.read(delivery.body)
    try:
        if to == "requests":
            return _file(server, delivery, fields, reference)
        return _update(server, delivery, fields)
    except (outbound.AddressRefused, NoApiKey) as error:
        return Outcome(Fault.SETTING, str(error))
    except outbound.NotReached as error:
        return Outcome(Fault.PASSING, str(error))
    except NotAnswered as error:
        fault = Fault.SETTING if error.status in WRONG_ADDRESS_OR_CREDENTIALS else Fault.PASSING
        return Outcome(fault, f"Not sent: {error}", status_code=error.status)


def _file(server: Server, delivery: Delivery, fields: reports.Fields, reference: str) -> Outcome:
    known = Open311Case.objects.filter(delivery=delivery).first()
    if known is not None:
        return _filed(known, "It had been filed by an earlier try.")
    if delivery.attempts_made > 1 and server.chosen.again == "look-up":
        found = _look_up(server, delivery, reference)
        if found:
            case = _keep(delivery, number=found)
            return _filed(case, "Found in their list: an earlier try had arrived.")
    answer = server.post("requests", fields)
    if not 200 <= answer.status < 300:
        return _refused(answer)
    rows = _rows(answer, "request")
    number, token = answers.number_in(rows), answers.token_in(rows)
    if not number and not token and not answer.whole:
        # Filed, it seems, and we did not hear under which number: looking for our reference says, or a second post does.
        return Outcome(Fault.PASSING, "Their answer stopped short.", status_code=answer.status)
    if not number and not token:
        return Outcome(
            Fault.THIS_ONE,
            f"Answered {answer.status}, but with neither a number nor a token. Look there before it is sent again.",
            status_code=answer.status,
        )
    return _filed(_keep(delivery, number=number, token=token), f"Answered {answer.status}.", answer.status)


def _look_up(server: Server, delivery: Delivery, reference: str) -> str:
    """The number of a report of theirs that has our reference; "" where there is none. Where they had more since than
    they list, they are asked span by span about the times around our earlier tries.

    Raises:
        NotAnswered: where that cannot be known: it may be in what we were not shown.
    """
    now, ends = datetime.now(UTC), time.monotonic() + LOOKING
    since = max(delivery.created_at - CLOCKS_APART, now - LONGEST_SPAN)
    left, tried = [(since, now + CLOCKS_APART)], _tried(delivery, now)
    while left:
        since, until = left.pop()
        try:
            if number := _number_in(server, since, until, reference, ends):
                return number
        except _Cut as cut:
            if time.monotonic() > ends or until - since <= SHORTEST_SPAN:
                raise NotAnswered(200, "Their list is too long to be sure that this is not in it.") from cut
            middle = (since + (until - since) / 2).replace(microsecond=0)
            halves = ((since, middle), (middle, until))
            # Nothing of ours can have arrived when nothing was sent.
            left += [
                span for span in halves if any(span[0] <= end and begin <= span[1] for begin, end in tried)
            ]
    return ""


class _Cut(Exception):
    """A list that does not say everything."""


def _tried(delivery: Delivery, now: datetime) -> list[tuple[datetime, datetime]]:
    """When an earlier try may have arrived, by their clock."""
    tries = delivery.attempts.values_list("started_at", "finished_at")
    return [(began - CLOCKS_APART, (ended or now) + CLOCKS_APART) for began, ended in tries]


def _number_in(server: Server, since: datetime, until: datetime, reference: str, ends: float) -> str:
    """The number of the report with our reference among those of a span; "" where there is none.

    Raises:
        _Cut: where they do not list all of them, or not in the time there is.
    """
    query = {
        "service_code": server.chosen.service_code,
        "start_date": _w3c(since),
        "end_date": _w3c(until),
    }
    seen, was_cut = set[str](), False
    for page in itertools.count(1):
        # Many servers show far fewer at once than the specification's thousand; those without pages say the same again.
        listed = _page(server, query, page)
        for row in listed:
            if _names(server, row, reference):
                number = answers.number_in([row])
                if not number:
                    raise NotAnswered(200, "It is in their list, but without a number.")
                return number
        new = {answers.number_in([row]) for row in listed} - seen - {""}
        if not new and not (was_cut and listed):
            return ""
        if not new or time.monotonic() > ends:
            raise _Cut
        seen, was_cut = seen | new, len(listed) >= answers.MOST_ROWS
    raise AssertionError("pages have no end")


def _page(server: Server, query: Mapping[str, str], page: int) -> list[Row]:
    if page == 1:
        return server.ask("requests", "request", query)
    try:
        return server.ask("requests", "request", {**query, "page": str(page)})
    except NotAnswered as error:
        if 400 <= error.status < 500 and error.status not in {408, 429}:
            return []  # There are no more, or no pages.
        raise


def _names(server: Server, row: Row, reference: str) -> bool:
    own = {"external_id", server.chosen.reference_attribute} - {""}
    named = any((row.get(name) or "").strip() == reference for name in own)
    return bool(reference) and (named or reference in (row.get("description") or ""))


def _update(server: Server, delivery: Delivery, fields: reports.Fields) -> Outcome:
    number = _number_of_case(delivery)
    if number is None:
        return Outcome(Fault.THIS_ONE, "They have no case of ours that this could be about.")
    if not number:
        return Outcome(Fault.PASSING, "Their case has no number yet, only a token.")
    sent = [("service_request_id", number), ("update_id", str(delivery.id)), *fields]
    answer = server.post("servicerequestupdates", sent)
    if not 200 <= answer.status < 300:
        return _refused(answer)
    return Outcome(None, f"Answered {answer.status}.", status_code=answer.status, remote_id=number)


def _number_of_case(delivery: Delivery) -> str | None:
    """The number of the case that a delivery is about; "" while it has only a token, None where there is no case."""
    cases = Open311Case.objects.filter(
        destination=delivery.destination_id,
        delivery__owner_type=delivery.owner_type,
        delivery__owner_id=delivery.owner_id,
    )
    case = cases.order_by("filed_at").last()
    return None if case is None else case.service_request_id


def _keep(delivery: Delivery, *, number: str = "", token: str = "") -> Open311Case:
    case, _ = Open311Case.objects.update_or_create(
        delivery=delivery,
        defaults={
            "destination_id": delivery.destination_id,
            "service_request_id": number,
            "token": "" if number else token,
        },
    )
    return case


def _filed(case: Open311Case, said: str, status: int | None = None) -> Outcome:
    number = case.service_request_id
    detail = said if number else f"{said} Their number follows."
    return Outcome(None, detail, status_code=status, remote_id=number, acknowledged=bool(number))


def _refused(answer: outbound.Answer) -> Outcome:
    words = answers.errors_in(answer.body, answer.headers.get("content-type", ""))
    return Outcome(
        _fault(answer.status),
        f"Answered {answer.status}. {words}".strip(),
        status_code=answer.status,
        retry_after=wait_asked(answer.headers.get("retry-after", ""), datetime.now(UTC)),
    )


def _fault(status: int) -> Fault:
    """Whose failure a status is; one we do not know may pass."""
    if status in REFUSED:
        return Fault.THIS_ONE
    return Fault.SETTING if status in WRONG_ADDRESS_OR_CREDENTIALS else Fault.PASSING


def _rows(answer: outbound.Answer, item: str) -> list[Row]:
    try:
        return answers.rows_of(answer.body, item, answer.headers.get("content-type", ""))
    except Unreadable:
        return []


def _w3c(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
