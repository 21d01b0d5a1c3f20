"""Which addresses may be kept, and that the same one is always the same words."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from workplace.tools.addresses import HTTPS, NoAddress, address_in, host_of, may_be_address
from workplace.tools.blocks import AddressBlock

OWN = "staff.smallshire.example:8000"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (" /workplace/ ", "/workplace/"),
        ("/policies/?a=b#c", "/policies/?a=b#c"),
        ("https://Pay.Example.org", "https://pay.example.org/"),
        ("https://pay.example.org:8443/x?y=Z", "https://pay.example.org:8443/x?y=Z"),
        ("http://old-system/start", "http://old-system/start"),
        ("https://[2001:db8::1]:81/", "https://[2001:db8::1]:81/"),
        (f"http://{OWN}/people/?q=a", "/people/?q=a"),
        (f"HTTP://{OWN.upper()}", "/"),
    ],
)
def test_what_is_kept(said, kept):
    assert address_in(said, own_host=OWN) == kept
    assert address_in(kept, own_host=OWN) == kept


@pytest.mark.parametrize(
    "said",
    [
        "",
        "workplace",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "ftp://files.example/",
        "mailto:a@example.org",
        "https://",
        "https:///x",
        "https:pay.example.org",
        "https://user:secret@pay.example.org/",
        "https://good.example@evil.example/",
        "https://a b/",
        "https://pay.example.org:99999/",
        "https://[zz]/",
        "https://pay\x00.example/",
        "/a\x00b",
        "/a\u2028b",
        "/" + "a" * 1000,
    ],
)
def test_what_is_not(said):
    with pytest.raises(NoAddress):
        address_in(said, own_host=OWN)


@given(st.text(max_size=60))
def test_anything_is_either_kept_or_refused(said):
    try:
        kept = address_in(said, own_host=OWN)
    except NoAddress:
        return
    assert (kept.startswith("/") and not kept.startswith("//")) or kept.startswith(("http://", "https://"))
    assert address_in(kept, own_host=OWN) == kept


def test_a_tool_is_on_this_host_or_by_https():
    block = AddressBlock(max_length=1000)
    assert block.clean("https://pay.example.org") == "https://pay.example.org/"
    assert block.clean("/workplace/") == "/workplace/"
    for said in ("http://pay.example.org/", "javascript:alert(1)", "//pay.example.org/"):
        with pytest.raises(ValidationError, match="begins with /"):
            block.clean(said)
        assert not may_be_address(said, HTTPS)
    assert (
        block.get_translatable_segments("/x/") == [] and block.restore_translated_segments("/x/", []) == "/x/"
    )


def test_the_host_is_told_of_what_is_elsewhere():
    assert host_of("/workplace/") == "" and host_of("https://pay.example.org/x") == "pay.example.org"
