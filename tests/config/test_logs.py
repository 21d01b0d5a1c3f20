"""Log lines hold nothing that people told us."""

import io
import logging

import pytest
from django.db import IntegrityError, connection

from config.logs import DiscreetFormatter


def logged(write):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(DiscreetFormatter("%(levelname)s %(message)s"))
    logger = logging.Logger("test")
    logger.addHandler(handler)
    write(logger)
    return out.getvalue()


@pytest.mark.django_db
def test_a_refused_row_is_not_repeated():
    def write(logger):
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "insert into requests_customer (id, name, email, mobile) values (gen_random_uuid(), null, "
                    "'canary@example.com', 'canary')"
                )
        except IntegrityError:
            logger.exception("it failed")

    text = logged(write)
    assert "IntegrityError" in text and "not-null" in text
    assert "canary@example.com', 'canary" not in text.split("IntegrityError")[-1]
    assert "DETAIL: left out" in text and "Failing row" not in text


@pytest.mark.parametrize("start", ["/feedback/", "/cy/feedback/", "/account/helping/invited/", "/following/"])
def test_the_secret_of_a_letter_s_link_is_cut(start):
    text = logged(lambda logger: logger.warning("Not Found: %s", f"{start}s3cr3t-token/"))
    assert "s3cr3t" not in text and f"{start}…" in text


def test_a_payment_s_return_address_is_cut():
    text = logged(lambda logger: logger.warning("Forbidden: %s", "/payments/return/s3cr3t-token/?checks=1"))
    assert "s3cr3t" not in text and "/payments/return/…" in text


@pytest.mark.parametrize("end", ["", "calendar.ics"])
def test_the_number_of_a_property_is_cut(end):
    text = logged(lambda logger: logger.warning("Not Found: %s", f"/cy/waste/bin-days/990010000037/{end}"))
    assert "990010000037" not in text and f"/cy/waste/bin-days/…/{end}" in text
