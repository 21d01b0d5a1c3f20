"""Which call each method and path of the API stands for, and what each switch for tests does."""

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from payments.sandbox.errors import ApiError

if TYPE_CHECKING:
    from payments.sandbox.server import Sandbox

Object = dict[str, Any]
Action = Callable[[], Object]


def api_call(sandbox: "Sandbox", method: str, path: str, params: Object) -> Action:
    """The call under /v1.

    Raises:
        ApiError: 404 for a path that the sandbox does not have.
    """
    checkout, back, balance = sandbox.checkout, sandbox.giving_back, sandbox.balance
    collections: dict[tuple[str, str], Callable[[Object], Object]] = {
        ("POST", "checkout/sessions"): checkout.create,
        ("GET", "checkout/sessions"): checkout.list_sessions,
        ("POST", "payment_intents"): sandbox.intents.create,
        ("POST", "refunds"): back.create_refund,
        ("GET", "refunds"): back.list_refunds,
        ("GET", "charges"): back.list_charges,
        ("GET", "disputes"): back.list_disputes,
        ("GET", "balance_transactions"): balance.list_transactions,
        ("GET", "payouts"): balance.list_payouts,
        ("GET", "events"): sandbox.events.list_events,
    }
    things: dict[tuple[str, str], Callable[[str, Object], Object]] = {
        ("GET", "checkout/sessions"): checkout.retrieve,
        ("GET", "payment_intents"): checkout.retrieve_intent,
        ("GET", "refunds"): back.retrieve_refund,
        ("GET", "charges"): back.retrieve_charge,
        ("GET", "disputes"): back.retrieve_dispute,
        ("GET", "balance_transactions"): balance.retrieve_transaction,
        ("GET", "payouts"): balance.retrieve_payout,
    }
    name = path.removeprefix("/v1/")
    if listed := collections.get((method, name)):
        return partial(listed, params)
    if method == "POST" and (ending := re.fullmatch(r"checkout/sessions/([\w-]+)/expire", name)):
        return partial(checkout.expire, ending[1], params)
    kind, _, object_id = name.rpartition("/")
    if (one := things.get((method, kind))) and re.fullmatch(r"[\w-]+", object_id):
        return partial(one, object_id, params)
    raise ApiError(404, f"Unrecognized request URL ({method}: {path}).")


def switch(sandbox: "Sandbox", path: str, given: Object) -> Action:
    """What a payer, a bank or Stripe itself does, at a test's word: POST /_<things>/<id>/<what>, /_payouts.

    Raises:
        ApiError: 404 for a switch that there is not.
    """
    checkout, back, balance = sandbox.checkout, sandbox.giving_back, sandbox.balance
    acts: dict[tuple[str, str], Callable[[str], Object]] = {
        ("sessions", "pay"): checkout.pay,
        ("sessions", "decline"): checkout.decline,
        ("sessions", "challenge"): checkout.challenge,
        ("sessions", "hand-in"): checkout.hand_in,
        ("sessions", "bank-pays"): partial(checkout.bank_answers, is_good=True),
        ("sessions", "bank-refuses"): partial(checkout.bank_answers, is_good=False),
        ("refunds", "arrive"): partial(back.bank_answers_refund, is_good=True),
        ("refunds", "come-back"): partial(back.bank_answers_refund, is_good=False),
        ("charges", "dispute"): back.dispute,
        ("disputes", "win"): partial(back.close_dispute, is_won=True),
        ("disputes", "lose"): partial(back.close_dispute, is_won=False),
        ("payouts", "fail"): balance.fail_payout,
    }
    if path == "/_faults":
        return partial(sandbox.set_faults, given)
    if path == "/_payouts":
        return balance.pay_out
    step = re.fullmatch(r"/_(\w+)/([\w-]+)/([\w-]+)", path)
    if step and (act := acts.get((step[1], step[3]))):
        return partial(act, step[2])
    if step and (step[1], step[3]) == ("charges", "refund-in-dashboard"):
        return partial(back.dashboard_refund, step[2], int(given.get("amount", 0)))
    raise ApiError(404, "There is no such switch.")
