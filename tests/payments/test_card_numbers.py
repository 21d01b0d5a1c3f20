"""What is taken for a card number, and what is not."""

import pytest

from payments import services
from payments.card_numbers import looks_like_card_number
from payments.errors import CardNumberTyped, TooManyAttempts
from payments.link_codes import code_of, read_code
from payments.models import PaymentAttempt, PaymentLink


@pytest.mark.parametrize(
    "typed",
    [
        "4242424242424242",
        "4242 4242 4242 4242",
        "card 4242-4242-4242-4242 exp 12/27 cvc 123",
        "x3782 822463 10005",
        "6011.1111.1111.1117",
        "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢",
    ],
)
def test_a_card_number_is_seen_however_it_is_typed(typed):
    assert looks_like_card_number(typed)


@pytest.mark.parametrize(
    "typed", ["4242424242424241", "000123", "BACS 77", "PTL-2026-11-22-0042", "07700 900123", "0" * 16, ""]
)
def test_other_references_are_not(typed):
    assert not looks_like_card_number(typed)


@pytest.mark.django_db
def test_every_verb_that_keeps_words_refuses_one(sandbox, new_charge, officer, finance):
    charge, card = new_charge(), "4242 4242 4242 4242"
    payment = services.record_counter_payment(
        officer, charge.pk, method="cash", reference="", amount_pence=charge.total_pence
    )
    refund = services.ask_refund(finance, charge.pk, refundable_seen=1000, reason="our_mistake")
    for verb in (
        lambda: services.record_counter_payment(
            officer, charge.pk, method="phone_line", reference=card, amount_pence=1000
        ),
        lambda: services.take_back_counter_payment(finance, payment.pk, why=card),
        lambda: services.mark_banked(finance, payment.pk, bank_reference=card),
        lambda: services.ask_refund(finance, charge.pk, refundable_seen=0, reason="our_mistake", note=card),
        lambda: services.decline_refund(finance, refund.pk, note=card),
        lambda: services.record_refund_by_hand(finance, refund.pk, reference=card),
        lambda: services.clear_attention(finance, charge.pk, "taken_back", note=card),
        lambda: services.ask_proposed_refund(finance, refund.pk, note=card),
        lambda: services.approve_refund(finance, refund.pk, note=card),
        lambda: services.accept_exception(finance, 0, because=card),
        lambda: services.reopen_exception(finance, 0, because=card),
    ):
        with pytest.raises(CardNumberTyped):
            verb()


@pytest.mark.django_db
def test_one_network_starts_only_so_many(sandbox, new_charge, settings):
    settings.PAYMENT_STARTS_PER_NETWORK = 2
    for _ in range(2):
        services.start_attempt(new_charge().pk, network="192.0.2.7")
    with pytest.raises(TooManyAttempts) as limit:
        services.start_attempt(new_charge().pk, network="192.0.2.7")
    assert limit.value.is_network
    assert PaymentAttempt.objects.count() == 2
    assert services.start_attempt(new_charge().pk, network="192.0.2.8").url
    assert services.start_attempt(new_charge().pk).url  # the council's own


@pytest.mark.django_db
def test_a_link_s_code_is_read_however_it_is_typed(sandbox, new_charge, officer):
    link = services.make_link(officer, new_charge().pk).link
    code = code_of(PaymentLink.objects.get().uuid)
    assert code in services.link_address(link)
    assert code not in link.token_hash
    assert read_code(code.lower().replace("-", " ")) == code
    assert read_code(code[:-1]) is None
