"""YAML as people write it: values are words, and what is written twice is said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.exchange.yaml_files import NotYaml, dump, load, parse
from tests.examples import examples


def test_values_are_words():
    assert parse("a: no\nb: 1.10\nc: 0300\nd: 12:30\ne: 2026-12-05\nf:\ng: [yes, ~]") == {
        "a": "no",
        "b": "1.10",
        "c": "0300",
        "d": "12:30",
        "e": "2026-12-05",
        "f": "",
        "g": ["yes", "~"],
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\na: 2", "line 2: “a” stands here twice"),
        ("a: [1", "line 1"),
        ("a: &x [1]\nb: *x", "line 2: say it again in words"),
        ("? [a]\n: b", "line 1: a key has to be one word"),
        ("a: \x00", "not allowed"),
        ("a: !!python/object:os.system x", "tag"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(text, said):
    if "python" in text:
        # A tag means nothing: it stays words.
        assert parse(text) == {"a": "x"}
        return
    with pytest.raises(NotYaml, match=said):
        parse(text)


def test_a_file_in_another_encoding_is_said(tmp_path):
    (tmp_path / "a.yaml").write_bytes("a: ŵ".encode("utf-16"))
    with pytest.raises(NotYaml, match="UTF-8"):
        load(tmp_path / "a.yaml")


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.text() | st.lists(st.text(), max_size=3)
    )
)
@settings(max_examples=examples(60), deadline=None)
def test_what_is_dumped_is_read_as_it_was(said):
    assert parse(dump(said)) == said
