"""Buttons and links of steps lead to exactly one end."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.links import ActionBlock, CallToActionBlock
from content.blocks.one_way import check_one_way
from content.blocks.step_by_step import StepLinkBlock
from tests.factories import make_page, make_site

pytestmark = pytest.mark.django_db

FIELDS = {"journey_slug": "", "page": None, "url": ""}


def fields_refused(value, names=("journey_slug", "page", "url")):
    with pytest.raises(StructBlockValidationError) as refused:
        check_one_way(value, names)
    return {name: error.messages[0] for name, error in refused.value.block_errors.items()}


def test_where_nothing_is_chosen_the_first_says_so():
    assert fields_refused(FIELDS) == {"journey_slug": "Say where it leads: choose one of these."}


def test_where_more_is_chosen_each_further_one_says_so():
    both = fields_refused({"journey_slug": "pay", "page": object(), "url": "https://www.gov.uk/"})
    assert set(both) == {"page", "url"}
    assert both["url"] == "It can lead to one of these only. Keep the one you want and clear the others."


def test_one_is_taken():
    for name, value in (("journey_slug", "pay"), ("page", object()), ("url", "https://www.gov.uk/")):
        check_one_way({**FIELDS, name: value}, FIELDS)


@pytest.mark.parametrize("block", [CallToActionBlock(), ActionBlock(), StepLinkBlock()])
def test_the_blocks_ask(block):
    page = make_page(make_site())
    given = {name: FIELDS[name] for name in FIELDS if name in block.child_blocks}
    said = {"label": "Go on", **({"kind": "find"} if "kind" in block.child_blocks else {})}
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({**said, **given}))
    assert block.clean(block.to_python({**said, **given, "page": page.pk}))["page"].pk == page.pk
