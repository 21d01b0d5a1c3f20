"""Laws 1 and 2 as they show in the live data of submissions: each that was sent is one request, and the same one."""

from collections.abc import Iterator

from forms_engine.delivery.laws import Law, broken

LAWS = (
    Law(
        """select s.id from journeys_submission s left join requests_request r on r.id = s.request_id
        where s.state = 'submitted' and r.id is null""",
        "Submission {0} was sent, but is no request: what somebody sent is lost.",
    ),
    Law(
        """select s.id, r.id from journeys_submission s join requests_request r on r.id = s.request_id
        where r.submission_id is distinct from s.id""",
        "Submission {0} shows request {1}, which came from another submission.",
    ),
    Law(
        """select s.id, r.id from journeys_submission s join requests_request r on r.submission_id = s.id
        where s.request_id is distinct from r.id or s.state <> 'submitted'""",
        "Submission {0} has become request {1}, but does not know: it could be sent once more.",
    ),
    Law(
        """select s.id, r.id from journeys_submission s join requests_request r on r.id = s.request_id
        where r.journey_version_id is distinct from s.version_id""",
        "Submission {0} and its request {1} are of two versions of the journey.",
    ),
    Law(
        "select key_hash, count(*) from journeys_submitkey group by key_hash having count(*) > 1",
        "The idempotency key with digest {0} was used for {1} submissions.",
    ),
)


def problems() -> Iterator[str]:
    """What is wrong, a sentence each; nothing where all is well."""
    return broken(LAWS)
