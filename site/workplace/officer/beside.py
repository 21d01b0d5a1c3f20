"""What stands beside the questions: whom the officer speaks with, what there is to know, and other ways to help."""

from typing import Any

from audiences.http import GuildhallRequest
from forms_engine.journeys.context import journey_context
from forms_engine.journeys.models import Submission
from forms_engine.journeys.officer.own import is_the_callers_own
from forms_engine.requests.contacts import under_way
from forms_engine.requests.needs import needs_of_customer
from knowledge.suggesting import beside_a_request
from workplace.desk.call_back import way_to_call_back


def beside(request: GuildhallRequest, submission: Submission) -> dict[str, Any]:
    """For the templates of a journey that is taken for somebody."""
    shared = journey_context(submission.version, "en")
    return {
        **shared,
        "submission": submission,
        "language": submission.language,
        "customer": submission.customer,
        "needs": needs_of_customer(request.principal, submission.customer),
        "is_the_callers_own": is_the_callers_own(submission),
        "contact": under_way.current(request.principal),
        "articles": beside_a_request(
            request.principal, submission.version.journey.service.slug, shared["journey"]["title"]
        ),
        "call_back": way_to_call_back(submission.customer_id),
    }
