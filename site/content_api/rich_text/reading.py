"""From the HTML that Wagtail's editor keeps to nodes. No word is lost: markup we do not know leaves its words."""

from collections.abc import Callable, Iterator, Mapping

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from content_api.rich_text.nodes import (
    HeadingNode,
    Inline,
    LineBreakNode,
    LinkNode,
    ListItem,
    ListNode,
    Mark,
    Node,
    ParagraphNode,
    RichText,
    RuleNode,
    TextNode,
)
from content_api.schemas.base import Target

Resolve = Callable[[Mapping[str, str]], Target | None]

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = {"ul": False, "ol": True}
MARKS: dict[str, Mark] = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
BLOCKS = {*HEADINGS, *LISTS, "p", "hr", "div", "blockquote", "li", "table", "tr", "td"}


def read_rich_text(html: str, resolve: Resolve) -> RichText:
    """``html`` as Wagtail keeps it in the database, as a tree.

    Args:
        resolve: where the attributes of an ``<a>`` lead for the one asking; ``None`` leaves the words alone.
    """
    return RichText(nodes=list(_nodes(BeautifulSoup(html, "html.parser"), resolve)))


def _nodes(parent: Tag, resolve: Resolve) -> Iterator[Node]:
    """The nodes in ``parent``. Words that stand in no paragraph get one."""
    loose: list[PageElement] = []
    for child in parent.children:
        if isinstance(child, Tag) and child.name in BLOCKS:
            yield from _loose(loose, resolve)
            loose = []
            yield from _block(child, resolve)
        else:
            loose.append(child)
    yield from _loose(loose, resolve)


def _loose(elements: list[PageElement], resolve: Resolve) -> Iterator[Node]:
    content = _joined(one for element in elements for one in _inline(element, (), resolve))
    if any(not isinstance(one, TextNode) or one.text.strip() for one in content):
        yield ParagraphNode(content=content)


def _block(tag: Tag, resolve: Resolve) -> Iterator[Node]:
    if tag.name == "hr":
        yield RuleNode()
    elif tag.name in LISTS:
        yield _list(tag, resolve)
    elif tag.name in HEADINGS:
        yield HeadingNode(level=HEADINGS[tag.name], content=_content(tag, resolve))
    elif any(isinstance(child, Tag) and child.name in BLOCKS for child in tag.children):
        yield from _nodes(tag, resolve)
    elif tag.name == "p":
        if content := _content(tag, resolve):
            yield ParagraphNode(content=content)
    else:
        yield from _loose(list(tag.children), resolve)


def _list(tag: Tag, resolve: Resolve) -> ListNode:
    entries = [child for child in tag.children if isinstance(child, Tag)]
    return ListNode(ordered=LISTS[tag.name], items=[_item(entry, resolve) for entry in entries])


def _item(tag: Tag, resolve: Resolve) -> ListItem:
    if tag.name in LISTS:  # a list straight inside a list, as some pasted HTML has it
        return ListItem(content=[], lists=[_list(tag, resolve)])
    lists = [child for child in tag.children if isinstance(child, Tag) and child.name in LISTS]
    words = [child for child in tag.children if not any(child is one for one in lists)]
    return ListItem(
        content=_joined(one for child in words for one in _inline(child, (), resolve)),
        lists=[_list(one, resolve) for one in lists],
    )


def _content(tag: Tag, resolve: Resolve) -> list[Inline]:
    return _joined(one for child in tag.children for one in _inline(child, (), resolve))


def _inline(element: PageElement, marks: tuple[Mark, ...], resolve: Resolve) -> Iterator[Inline]:
    if isinstance(element, PreformattedString):  # a comment and its like are no words
        return
    if isinstance(element, NavigableString):
        if element:
            yield TextNode(text=str(element), marks=sorted(set(marks)))
        return
    if not isinstance(element, Tag):
        return
    if element.name == "br":
        yield LineBreakNode()
        return
    if element.name in MARKS:
        marks = (*marks, MARKS[element.name])
    within = [one for child in element.children for one in _inline(child, marks, resolve)]
    target = None
    if element.name == "a":
        target = resolve({name: str(value) for name, value in element.attrs.items()})
    if target is None:
        yield from within
        return
    yield LinkNode(target=target, content=_words(within))


def _words(content: list[Inline]) -> list[TextNode | LineBreakNode]:
    """What stands in a link. A link within a link is no HTML: the outer one holds, and the words of both."""
    flat: list[Inline] = []
    for one in content:
        flat.extend(one.content if isinstance(one, LinkNode) else [one])
    return [one for one in _joined(iter(flat)) if isinstance(one, TextNode | LineBreakNode)]


def _joined(parts: Iterator[Inline]) -> list[Inline]:
    """Neighbouring words of the same kind as one."""
    joined: list[Inline] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, TextNode) and isinstance(last, TextNode) and part.marks == last.marks:
            joined[-1] = TextNode(text=last.text + part.text, marks=part.marks)
        else:
            joined.append(part)
    return joined
