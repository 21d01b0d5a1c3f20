"""Running text goes out as Markdown and comes back as it was, whatever an editor wrote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.exchange.words import html, markdown_read, markdown_write
from content.exchange.words.parts import BOLD, BREAK, ITALIC, Block, Item, Run, tidy
from tests.examples import examples

# Everything that means something to Markdown, HTML or YAML, beside letters of several scripts.
LETTERS = st.sampled_from(
    [*"abŵж語 12", " ", " ", BREAK, *"*_[]()<>&!#+-=~`\\\"'.:;|/£’", "\xa0", "\u2003", "😀"]
)
WORDS = st.lists(LETTERS, min_size=1, max_size=9).map("".join) | st.sampled_from(
    ["1. ", "- ", "---", "### ", "&amp;", "&#65;", "<b>", "](", "**", "__", "```", "> ", "![", "10) ", "==="]
)
ADDRESSES = st.sampled_from(
    [
        "page:/a/b/",
        "article:blue-badge",
        "document:a file (1).pdf",
        "https://x.example/?a=1&amp=2#y_z*",
        "tel:0300",
    ]
)
RUNS = st.lists(
    st.builds(
        Run,
        text=WORDS,
        marks=st.frozensets(st.sampled_from([BOLD, ITALIC])),
        link=st.just("") | ADDRESSES,
    ),
    min_size=1,
    max_size=6,
)
ITEMS = st.lists(st.builds(Item, runs=RUNS), min_size=1, max_size=4)
LISTS = st.builds(Block, kind=st.sampled_from(["ul", "ol"]), items=ITEMS)
NESTED = st.builds(
    Block,
    kind=st.sampled_from(["ul", "ol"]),
    items=st.lists(st.builds(Item, runs=RUNS, lists=st.lists(LISTS, max_size=2)), min_size=1, max_size=3),
)
TEXTS = st.builds(Block, kind=st.sampled_from(["p", "p", "h3", "h4"]), runs=RUNS)
BLOCKS = st.lists(TEXTS | LISTS | NESTED | st.just(Block("hr")), max_size=6)


def stored(blocks):
    return html.write(blocks, lambda link: {"href": link})


@given(BLOCKS)
@settings(max_examples=examples(120), deadline=None)
def test_what_an_editor_wrote_comes_back_from_markdown(blocks):
    """html → markdown → html."""
    once = stored(tidy(blocks))
    known = html.read(once, lambda attributes: attributes["href"])
    assert stored(known) == once
    text = markdown_write.write(known)
    assert stored(markdown_read.read(text)) == once
    assert markdown_write.write(markdown_read.read(text)) == text


@given(st.lists(LETTERS, max_size=40).map("".join))
@settings(max_examples=examples(80), deadline=None)
def test_any_text_is_read_or_refused_in_words(text):
    try:
        blocks = markdown_read.read(text)
    except markdown_read.NotOurMarkdown as refused:
        assert refused.problems
    else:
        assert markdown_read.read(markdown_write.write(blocks)) == blocks


@given(st.text(alphabet="<>/abiulopr \"'=&;h34", max_size=60))
@settings(max_examples=examples(80), deadline=None)
def test_broken_html_of_older_pages_is_read(text):
    blocks = html.read(text, lambda attributes: attributes.get("href", ""))
    assert markdown_read.read(markdown_write.write(blocks)) == blocks


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("A **bold** word.", "<p>A <b>bold</b> word.</p>"),
        ("*So* [read **this**](page:/a/)", '<p><i>So</i> <a href="page:/a/">read <b>this</b></a></p>'),
        ("One line\nin the file.", "<p>One line in the file.</p>"),
        ("One\\\ntwo", "<p>One<br/>two</p>"),
        ("- one\n- two\n\n1. a\n2. b", "<ul><li>one</li><li>two</li></ul><ol><li>a</li><li>b</li></ol>"),
        ("### Words\n\n---\n\n#### More", "<h3>Words</h3><hr/><h4>More</h4>"),
        ("AT&T, 2 * 3 and £5 < £6", "<p>AT&amp;T, 2 * 3 and £5 &lt; £6</p>"),
        ("", ""),
    ],
)
def test_what_is_written_in_a_file(text, written):
    assert stored(markdown_read.read(text)) == written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Big", "neither ### nor ####"),
        ("Words\n---", "neither ### nor ####"),
        ("a <span>b</span>", "HTML"),
        ("<div>\nb\n</div>", "HTML"),
        ("> he said", "quotation"),
        ("![a](b.jpg)", "picture"),
        ("Use `x`", "code"),
        ("    four spaces", "code"),
        ("3. three", "does not begin with 1."),
        ("- one\n\n  and more", "several paragraphs"),
        ("- one\n\n  ### more", "more than words"),
        ("<https://www.gov.uk>", "has no words"),
    ],
)
def test_what_is_no_part_of_the_format_is_said(text, said):
    with pytest.raises(markdown_read.NotOurMarkdown, match=said):
        markdown_read.read(text)


def test_two_lists_one_after_the_other_stay_two():
    lists = [Block("ul", items=[Item([Run("a")])]), Block("ul", items=[Item([Run("b")])])]
    assert markdown_write.write(lists) == "- a\n\n* b\n"
    assert markdown_read.read("- a\n\n* b\n") == lists


def test_marks_without_room_around_them_are_written_so_that_they_are_read():
    runs = [Run("a"), Run("“b”", frozenset({BOLD})), Run("c", frozenset({ITALIC})), Run("d")]
    text = markdown_write.write([Block("p", runs)])
    assert markdown_read.read(text) == [Block("p", runs)]
    assert "_" in text
