"""The charge that a request's fee makes."""

from forms_engine.definition.document import Definition
from forms_engine.requests.bookings import sending as booked
from forms_engine.requests.models import Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.telling import path_in
from forms_engine.runtime.evaluate import Evaluation
from forms_engine.runtime.fees import worded_line
from payments import services as payments

LONGEST_LABEL = 200  # of a charge's line


def open_charge(request: Request, definition: Definition, evaluation: Evaluation) -> None:
    """Charge what a request that has just been made costs, in the caller's transaction. Nothing is charged in practice:
    that is paid on a page of our own (``practice``)."""
    if request.is_practice:
        return
    payments.open_charge(
        owner_type=OWNER_TYPE,
        owner_id=str(request.id),
        lines=[
            payments.LineSpec(
                key=line.key,
                label=worded_line(line, request.language)[:LONGEST_LABEL],
                amount_pence=line.amount_pence,
                ledger_code=line.ledger_code,
                vat_code=line.vat_code,
            )
            for line in evaluation.fee_lines
        ],
        description=request.title,
        return_path=path_in(request.language, f"/journeys/{definition.slug}/confirmation/"),
        session_life=booked.SESSION_LIFE if evaluation.booking else None,
    )
