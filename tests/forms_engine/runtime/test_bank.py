"""The hook for a modulus check: asked about accounts that are well formed, and only where an installation set one."""

from datetime import date

import pytest

from forms_engine.definition.document import Question, Text
from forms_engine.runtime.bank import set_modulus_check
from forms_engine.runtime.checks import check_answer

ACCOUNT = {"account_name": "Ann Lee", "sort_code": "11-22-33", "account_number": "123456"}


@pytest.fixture
def asked():
    """What a check that lets nothing pass was asked about."""
    calls = []

    def refuse(sort_code, account_number):
        calls.append((sort_code, account_number))
        return False

    set_modulus_check(refuse)
    yield calls
    set_modulus_check(None)


def codes(**changes):
    question = Question(key="account", type="bank_details", label=Text({"en": "Account"}))
    return [one.code for one in check_answer(question, {**ACCOUNT, **changes}, date(2026, 11, 22))]


def test_without_a_check_every_well_formed_account_passes():
    assert codes() == []


def test_a_check_is_asked_about_plain_digits_and_decides(asked):
    assert codes() == ["bad-bank-details"]
    assert asked == [("112233", "00123456")]


def test_a_check_is_not_asked_about_what_is_not_well_formed(asked):
    assert codes(sort_code="11") == ["bad-sort-code"]
    assert asked == []
