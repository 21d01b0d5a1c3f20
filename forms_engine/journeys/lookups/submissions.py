"""What was looked up for a submission: kept with it on the server, where nobody who answers a page can write."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys import services
from forms_engine.journeys.lookups.age import is_old, old_fee_facts
from forms_engine.journeys.lookups.asking import Asker, ask
from forms_engine.journeys.models import Submission
from forms_engine.runtime.evaluate import Evaluation
from forms_engine.runtime.facts import DOWN, FOUND, Finding, LookedUp, facts_from
from forms_engine.runtime.values import Answer


def judged_with_look_up(
    submission: Submission, step: str, answers: Mapping[str, Answer], network: str
) -> Evaluation:
    """Where the submission would stand with ``answers``, after looking up what page ``step`` needs. What was found is
    kept, whether or not the answers are; what is found already and fresh is not asked for again."""
    evaluation = services.evaluate_submission(submission, answers)
    wanted = next((one for one in evaluation.looked_up if one.page == step), None)
    if wanted is None or (
        wanted.finding is not None and wanted.finding.outcome == FOUND and not is_old(wanted)
    ):
        return evaluation
    _look_up(submission, wanted, network)
    return services.evaluate_submission(submission, answers)


def refresh_fee(submission: Submission, network: str) -> bool:
    """Look up again whatever the fee depends on and is older than the journey lets it be; answers whether the fee is
    another one now, or is not known any more. To be called before sending, outside any transaction."""
    before = services.evaluate_submission(submission)
    old = old_fee_facts(definition_of(submission.version_id), before)
    for one in old:
        _look_up(submission, one, network, anew=True)
    if not old:
        return False
    after = services.evaluate_submission(submission)
    return after.can_submit and after.fee_lines != before.fee_lines


def _look_up(submission: Submission, wanted: LookedUp, network: str, *, anew: bool = False) -> None:
    said = ask(
        wanted.lookup.source,
        wanted.inputs,
        Asker(str(submission.id), network),
        anew=anew,
    )
    outcome, values = str(said.outcome), {}
    if said.outcome == FOUND:
        try:
            values = facts_from(wanted.lookup, said.values)
        except ValueError:
            # The other system changed what it says: to somebody who asks, it is down.
            outcome = DOWN
    finding = Finding(dict(wanted.inputs), outcome, values, datetime.now(UTC).isoformat())
    submission.findings = _keep(submission.id, wanted.page, finding)


@transaction.atomic
def _keep(submission_id: UUID, page: str, finding: Finding) -> dict[str, object]:
    submission = Submission.objects.select_for_update().only("findings", "state").get(id=submission_id)
    if submission.state != Submission.State.DRAFT:
        raise services.AlreadySubmitted
    submission.findings = {**submission.findings, page: finding.as_json()}
    submission.save(update_fields=["findings"])
    return dict(submission.findings)
