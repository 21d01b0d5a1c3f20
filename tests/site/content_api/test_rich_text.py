"""Rich text as a tree: no word is lost, none is made up, and links are typed."""

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from content_api.rich_text import RichText, read_rich_text
from content_api.rich_text.nodes import Inline, ListItem, ListNode
from content_api.schemas.base import AddressTarget

WORDS = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]),
    min_size=1,
    max_size=12,
)


def wrapped(inner):
    """The marks and links of Wagtail's editor around other markup, and the words within."""
    return st.one_of(
        st.tuples(st.sampled_from(["b", "i", "strong", "em", "span"]), inner).map(
            lambda pair: (f"<{pair[0]}>{pair[1][0]}</{pair[0]}>", pair[1][1])
        ),
        st.tuples(st.sampled_from(['href="https://a.example/"', 'linktype="page" id="7"', ""]), inner).map(
            lambda pair: (f"<a {pair[0]}>{pair[1][0]}</a>", pair[1][1])
        ),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda many: ("".join(one[0] for one in many), "".join(one[1] for one in many))
        ),
    )


INLINE = st.recursive(WORDS.map(lambda words: (escape(words), words)), wrapped, max_leaves=8)


def in_lists(inner):
    """Lists of lists, as an editor indents them."""
    return st.tuples(
        st.sampled_from(["ul", "ol"]), st.lists(st.tuples(INLINE, inner), min_size=1, max_size=3)
    ).map(
        lambda pair: (
            f"<{pair[0]}>"
            + "".join(f"<li>{one[0]}{more[0]}</li>" for one, more in pair[1])
            + f"</{pair[0]}>",
            "".join(one[1] + more[1] for one, more in pair[1]),
        )
    )


LISTS = st.recursive(st.just(("", "")), in_lists, max_leaves=6)
PARAGRAPHS = st.tuples(st.sampled_from(["p", "h3", "h4"]), INLINE).map(
    lambda pair: (f"<{pair[0]}>{pair[1][0]}</{pair[0]}>", pair[1][1])
)
DOCUMENTS = st.lists(st.one_of(PARAGRAPHS, LISTS, INLINE), max_size=5).map(
    lambda many: ("".join(one[0] for one in many), "".join(one[1] for one in many))
)


def resolve(attributes):
    """Links outside lead somewhere; pages are hidden."""
    href = attributes.get("href", "")
    return AddressTarget(kind="external", url=href) if href else None


def words_of(read: RichText) -> str:
    """Everything that is to be read, in order."""

    def inline(content: list[Inline]) -> str:
        return "".join(
            one.text if one.type == "text" else inline(one.content) if one.type == "link" else ""
            for one in content
        )

    def entry(item: ListItem) -> str:
        return inline(item.content) + "".join(items(one) for one in item.lists)

    def items(node: ListNode) -> str:
        return "".join(entry(item) for item in node.items)

    return "".join(
        items(node) if node.type == "list" else "" if node.type == "rule" else inline(node.content)
        for node in read.nodes
    )


@given(DOCUMENTS)
def test_every_word_is_there_once_and_in_order(document):
    html, words = document
    read = read_rich_text(html, resolve)
    assert words_of(read) == words
    assert RichText.model_validate_json(read.model_dump_json()) == read


def test_a_hidden_target_leaves_its_words():
    read = read_rich_text('<p>See <a linktype="page" id="7">the <b>plan</b></a>.</p>', resolve)
    [paragraph] = read.nodes
    assert [(one.text, one.marks) for one in paragraph.content] == [
        ("See the ", []),
        ("plan", ["bold"]),
        (".", []),
    ]


def test_an_address_that_runs_code_is_no_link():
    from content_api.targets import Targets

    targets = Targets(None, "en")
    assert targets.link({"href": "javascript:alert(1)"}) is None
    assert targets.link({"href": "data:text/html,x"}) is None
    assert targets.link({"linktype": "page", "id": "7' OR 1"}) is None


def test_comments_are_no_words():
    assert read_rich_text("<!-- a --><p><!-- b -->c</p>", resolve).nodes[0].content[0].text == "c"
