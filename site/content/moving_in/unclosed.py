"""Closing what old pages leave open. HTML lets ``</li>``, ``</p>``, ``</td>`` and the like be left out, and Python's own parser, unlike a
browser, then takes each to be within the one before."""

from html.parser import HTMLParser

DEEPEST = 150
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "keygen",
        "frame",
        "basefont",
    ]
)
# What a tag closes, and within what it looks for it: a list within an item closes nothing of the list around it.
CLOSES = {
    "li": (("li",), ("ul", "ol", "menu")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "td": (("td", "th", "caption"), ("table", "tr")),
    "th": (("td", "th", "caption"), ("table", "tr")),
    "tr": (("tr", "td", "th", "caption", "colgroup"), ("table",)),
    "tbody": (("thead", "tbody", "tr", "td", "th", "caption", "colgroup"), ("table",)),
    "tfoot": (("thead", "tbody", "tr", "td", "th"), ("table",)),
    "thead": (("caption", "colgroup"), ("table",)),
    "option": (("option",), ("select",)),
}
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "div",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)
AROUND_P = frozenset(
    [
        "td",
        "th",
        "li",
        "dd",
        "div",
        "section",
        "article",
        "main",
        "body",
        "table",
        "aside",
        "details",
        "blockquote",
        "form",
    ]
)


class TooDeep(ValueError):
    """It is nested deeper than any page is."""


def close_unclosed(html: str) -> str:
    """The same HTML with the ends that a browser takes to be there. Comments and declarations are left out.

    Raises:
        TooDeep: when it is nested deeper than any page is.
    """
    closer = _Closer()
    closer.feed(html)
    closer.close()
    return "".join(closer.written)


class _Closer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in CLOSES:
            self._close(*CLOSES[tag])
        elif tag in BLOCKS:
            self._close(("p",), AROUND_P)
        self.written.append(self.get_starttag_text() or "")
        if tag not in VOID:
            self.open.append(tag)
            if len(self.open) > DEEPEST:
                raise TooDeep(f"The page is nested more than {DEEPEST} deep.")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML a slash closes nothing that is not empty by itself.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            self.written.append("<br>")
        elif tag in self.open:
            while self.open.pop() != tag:
                continue
            self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.written.append(f"&#{name};")

    def _close(self, tags: tuple[str, ...], within: tuple[str, ...] | frozenset[str]) -> None:
        """Close the outermost of these tags that is open within the nearest of those."""
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place] in within and self.open[place] not in tags:
                first = next((at for at in range(place + 1, len(self.open)) if self.open[at] in tags), None)
                break
        else:
            first = next((at for at, tag in enumerate(self.open) if tag in tags), None)
        if first is not None:
            self.written += [f"</{tag}>" for tag in reversed(self.open[first:])]
            del self.open[first:]
