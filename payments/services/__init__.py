"""The verbs of payments: only these, `settle` and the imports write. Each says who may use it."""

from payments.services.accepting import accept_exception, reopen_exception
from payments.services.asking import ask_stripe_now
from payments.services.charging import LineSpec, cancel_charge, open_charge, start_attempt
from payments.services.counter import mark_banked, record_counter_payment, take_back_counter_payment
from payments.services.links import (
    NewLink,
    link_address,
    make_link,
    note_opened,
    note_sent,
    start_link_attempt,
    typing_address,
    withdraw_link,
)
from payments.services.proposing import (
    flag_no_place,
    give_back_by_rule,
    lock_money,
    withdraw_no_place,
)
from payments.services.refunds import (
    approve_refund,
    ask_proposed_refund,
    ask_refund,
    clear_attention,
    decline_refund,
    record_refund_by_hand,
    send_refund,
)
from payments.settlement import settle

__all__ = [
    "LineSpec",
    "NewLink",
    "accept_exception",
    "approve_refund",
    "ask_proposed_refund",
    "ask_refund",
    "ask_stripe_now",
    "cancel_charge",
    "clear_attention",
    "decline_refund",
    "flag_no_place",
    "give_back_by_rule",
    "link_address",
    "lock_money",
    "make_link",
    "mark_banked",
    "note_opened",
    "note_sent",
    "open_charge",
    "record_counter_payment",
    "record_refund_by_hand",
    "reopen_exception",
    "send_refund",
    "settle",
    "start_attempt",
    "start_link_attempt",
    "take_back_counter_payment",
    "typing_address",
    "withdraw_link",
    "withdraw_no_place",
]
