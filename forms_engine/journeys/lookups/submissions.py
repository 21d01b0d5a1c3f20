"""What was looked up for a submission: kept with it on the server, where nobody who answers a page can write."""

import logging
from collections.abc import Mapping
from datetime import UTC, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys import services
from forms_engine.journeys.lookups.age import is_behind_a_fee, is_old, old_fee_facts
from forms_engine.journeys.lookups.asking import Asker, ask
from forms_engine.journeys.models import Submission
from forms_engine.runtime.evaluate import Evaluation
from forms_engine.runtime.facts import DOWN, FOUND, Finding, LookedUp, facts_from
from forms_engine.runtime.values import Answer

logger = logging.getLogger(__name__)


def judged_with_look_up(
    submission: Submission, step: str, answers: Mapping[str, Answer], network: str
) -> Evaluation:
    """Where the submission would stand with ``answers``, after looking up what page ``step`` needs. What was found is
    kept, whether or not the answers are; what is found already and fresh is not asked for again."""
    evaluation = services.evaluate_submission(submission, answers)
    wanted = next((one for one in evaluation.looked_up if one.page == step), None)
    state = evaluation.state_of(step)
    # What was found and will not do (it said no amount) is asked for again.
    will_do = state is None or not any(problem.code == "look-up-down" for problem in state.problems)
    if wanted is None or (
        wanted.finding is not None and wanted.finding.outcome == FOUND and not is_old(wanted) and will_do
    ):
        return evaluation
    _look_up(submission, wanted, network)
    return services.evaluate_submission(submission, answers)


class FeeNews(StrEnum):
    """What somebody about to send has to be told of what they pay."""

    NONE = ""
    CHANGED = "changed"
    FOUND = "found"  # they have been shown no amount yet


def refresh_fee(submission: Submission, network: str) -> FeeNews:
    """Look up again whatever the fee depends on and is older than the journey lets it be; answers whether the fee is
    another one now, or only now known. To be called before sending, outside any transaction."""
    before = services.evaluate_submission(submission)
    old = old_fee_facts(definition_of(submission.version_id), before)
    for one in old:
        _look_up(submission, one, network)
    if not old:
        return FeeNews.NONE
    after = services.evaluate_submission(submission)
    if not after.can_submit or after.fee_lines == before.fee_lines:
        return FeeNews.NONE
    was_known = all(one.finding is not None and one.finding.outcome == FOUND for one in old)
    return FeeNews.CHANGED if was_known else FeeNews.FOUND


def _look_up(submission: Submission, wanted: LookedUp, network: str) -> None:
    is_charged = is_behind_a_fee(definition_of(submission.version_id), wanted.lookup)
    said = ask(
        wanted.lookup.source,
        wanted.inputs,
        Asker(str(submission.id), network),
        said_since=timezone.now() - timedelta(minutes=wanted.lookup.fresh_minutes) if is_charged else None,
    )
    outcome, values = str(said.outcome), {}
    if said.outcome == FOUND:
        try:
            values = facts_from(wanted.lookup, said.values)
        except ValueError as error:
            # The other system changed what it says: to somebody who asks, it is down. The message holds no value.
            logger.error("look-up %s: %s", wanted.lookup.source, error)
            outcome = DOWN
    finding = Finding(dict(wanted.inputs), outcome, values, said.at.astimezone(UTC).isoformat())
    submission.findings = _keep(submission.id, wanted.page, finding)


@transaction.atomic
def _keep(submission_id: UUID, page: str, finding: Finding) -> dict[str, object]:
    submission = Submission.objects.select_for_update().only("findings", "state").get(id=submission_id)
    if submission.state != Submission.State.DRAFT:
        raise services.AlreadySubmitted
    submission.findings = {**submission.findings, page: finding.as_json()}
    submission.save(update_fields=["findings"])
    return dict(submission.findings)
