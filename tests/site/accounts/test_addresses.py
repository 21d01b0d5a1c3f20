"""Email addresses and mobile numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.addresses import Address, read_address, read_mobile, spaced
from accounts.models import AddressKind

NUMBER = st.from_regex(r"7([1-57-9][0-9]{2}|624)[0-9]{6}", fullmatch=True)


@given(NUMBER, st.sampled_from(["0", "+44", "0044", "44", "+44 (0)"]), st.data())
def test_a_british_mobile_number_is_one_however_it_is_written(number, prefix, data):
    typed = prefix + "".join(digit + data.draw(st.sampled_from(["", " ", "-", "\u2011"])) for digit in number)
    assert read_address(typed) == Address(AddressKind.MOBILE, f"+44{number}")


@given(NUMBER)
def test_what_we_show_is_read_again(number):
    assert read_mobile(spaced(f"+44{number}")) == Address(AddressKind.MOBILE, f"+44{number}")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0300 555 0142",
        "07700 90012",
        "07700 9001234",
        "070 7700 9001",
        "+1 202 555 0147",
        "٠٧٧٠٠٩٠٠١٢٣",
        "name",
        "a@b",
    ],
)
def test_anything_else_is_no_address(typed):
    assert read_address(typed) is None


def test_an_email_address_is_kept_in_lower_case():
    assert read_address("  Ann@Example.ORG ") == Address(AddressKind.EMAIL, "ann@example.org")


@given(st.text(max_size=300))
def test_nothing_that_is_typed_breaks_the_reader(typed):
    found = read_address(typed)
    assert found is None or read_address(str(found)) == found
