"""What journeys under way are part of what is known of somebody."""

from typing import Any
from uuid import UUID

from audiences.keys import PUBLIC
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys.models import Submission
from forms_engine.journeys.services import evaluate_submission
from forms_engine.requests.answers import rows_of
from forms_engine.requests.channels import ASSISTED


def drafts_of(customers: list[UUID]) -> dict[str, Any]:
    """A person's own drafts, as far as they are answered: not what they fill in at work, or for somebody else."""
    drafts = Submission.objects.filter(user__customer__in=customers, state=Submission.State.DRAFT)
    own = drafts.filter(audience=PUBLIC, customer=None, casework=None, is_practice=False)
    return {"drafts": [_draft(one) for one in own.exclude(channel__in=ASSISTED).order_by("created_at", "pk")]}


def _draft(one: Submission) -> dict[str, Any]:
    definition = definition_of(one.version_id)
    answers = evaluate_submission(one).answers
    return {
        "title": definition.title.in_language(one.language),
        "at": one.updated_at,
        "answers": [
            {"question": f"{row.item_name} {row.label}".strip(), "answer": ", ".join(row.lines)}
            for row in rows_of(definition, answers, one.language)
        ],
    }
