"""HTML as the source's authors write it, as Markdown: headings, lists, links and emphasis; nothing else has an equal."""

import re
from html.parser import HTMLParser
from urllib.parse import quote

DEEPEST_LIST = 6
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# What begins a line of Markdown and means something there.
_LEADING = re.compile(
    r"(?m)^( {0,3})(#{1,6}(?=\s|$)|[-+](?=\s|$)|[-=]{3,}\s*$|\d{1,9}(?=[.)](?:\s|$))|~{3,})"
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&#?\w+;")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|/|#|[\w.-]+(?:/|\Z))", re.IGNORECASE)

BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "nav",
        "address",
        "fieldset",
        "legend",
        "label",
        "form",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "details",
        "summary",
    ]
)
SILENT = frozenset({"script", "style", "svg", "template", "noscript", "head", "title"})
# What Markdown cannot say, so that the source has to be kept beside it.
LOST = frozenset(
    [
        "script",
        "style",
        "iframe",
        "img",
        "table",
        "input",
        "select",
        "textarea",
        "button",
        "video",
        "audio",
        "object",
        "embed",
        "svg",
        "form",
        "details",
    ]
)
EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*"}


def has_markup(words: str) -> bool:
    """Whether a text is HTML rather than plain words."""
    return bool(_TAG.search(words))


def plain_words(html: str) -> str:
    """The words of a text without its markup, on one line."""
    if not has_markup(html):
        return _SPACES.sub(" ", html).strip()
    reader = _Words()
    reader.feed(_bounded(html))
    reader.close()
    return _SPACES.sub(" ", "".join(reader.found)).strip()


def html_to_markdown(html: str) -> tuple[str, frozenset[str]]:
    """The Markdown of a piece of HTML, and the names of the tags whose meaning is lost."""
    reader = _Reader()
    reader.feed(_bounded(html))
    reader.close()
    reader.flush()
    return reader.markdown(), frozenset(reader.lost)


def escaped(words: str) -> str:
    """Plain words as Markdown that shows just them."""
    words = _ENTITY.sub(r"\\&", _SPECIAL.sub(r"\\\1", words))
    return _LEADING.sub(_escape_leading, words)


def _escape_leading(found: re.Match[str]) -> str:
    indent, mark = found.groups()
    return f"{indent}{mark}\\" if mark[0].isdigit() else f"{indent}\\{mark}"


def _bounded(html: str) -> str:
    """Python's HTML parser takes time in the square of the number of tags that are never closed."""
    return html if html.count("<") <= html.count(">") + 20 else html.replace("<", "&lt;")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS or tag in {"br", "li"}:
            self.found.append(" ")

    def handle_data(self, data: str) -> None:
        self.found.append(data)


class _Reader(HTMLParser):
    """Collects blocks. ``_runs`` is the text of the block under way: one entry, and one more for each emphasis or link
    that is open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lost: set[str] = set()
        self._blocks: list[tuple[bool, str]] = []  # whether it is an item of a list, and its Markdown
        self._runs: list[tuple[str, str, list[str]]] = [("", "", [])]  # tag, address, pieces
        self._lists: list[
            list[int]
        ] = []  # for each open list the number of its next item, or 0 where bulleted
        self._marker = ""
        self._heading = ""
        self._quoted = 0
        self._silent = 0

    def markdown(self) -> str:
        """All blocks, items of a list close together."""
        lines: list[str] = []
        for index, (item, words) in enumerate(self._blocks):
            if index:
                lines.append("\n" if item and self._blocks[index - 1][0] else "\n\n")
            lines.append(words)
        return "".join(lines)

    def flush(self) -> None:
        """End the block under way."""
        while len(self._runs) > 1:
            self._close_run()
        words = re.sub(r" *(\\\n) *", r"\1", "".join(self._runs[0][2])).strip(" \n")
        words = words.removesuffix("\\").strip()
        self._runs = [("", "", [])]
        if not words:
            return
        words = _LEADING.sub(_escape_leading, words)
        indent = "   " * min(len(self._lists) - 1, DEEPEST_LIST) if self._lists else ""
        in_list = bool(self._lists)
        if self._marker:
            lead, self._marker = self._marker, ""
            words = f"{indent}{lead} " + words.replace("\n", f"\n{indent}{' ' * (len(lead) + 1)}")
            self._blocks.append((True, words))
            return
        if in_list:
            words = "\n".join(f"{indent}   {line}" for line in words.split("\n"))
        elif self._heading:
            words = f"{self._heading} " + words.replace("\\\n", " ")
        elif self._quoted:
            words = "\n".join(f"> {line}" for line in words.split("\n"))
        self._blocks.append((False, words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LOST:
            self.lost.add(tag)
        if tag in SILENT:
            self._silent += 1
        elif tag in {"ul", "ol"}:
            self.flush()
            self._lists.append([1 if tag == "ol" else 0])
        elif tag == "li":
            self.flush()
            self._begin_item()
        elif tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.flush()
            # The page's own title is the first heading.
            self._heading = "#" * max(2, int(tag[1]))
        elif tag == "blockquote":
            self.flush()
            self._quoted += 1
        elif tag == "hr":
            self.flush()
            self._blocks.append((False, "---"))
        elif tag == "br":
            self._runs[-1][2].append("\\\n")
        elif tag == "img":
            self._runs[-1][2].append(escaped(dict(attrs).get("alt") or ""))
        elif tag == "a" or tag in EMPHASIS:
            self._open_run(tag, dict(attrs).get("href") or "")
        elif tag in {"td", "th"}:
            self._runs[-1][2].append(" ")
        elif tag in BLOCKS:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "a" or tag in EMPHASIS:
            if any(run[0] == tag for run in self._runs):
                while self._close_run() != tag:
                    pass
        elif tag in {"ul", "ol"}:
            self.flush()
            self._marker = ""
            if self._lists:
                self._lists.pop()
        elif tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.flush()
            self._heading = ""
        elif tag == "blockquote":
            self.flush()
            self._quoted = max(0, self._quoted - 1)
        elif tag == "li":
            self.flush()
            self._marker = ""
        elif tag in BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._runs[-1][2].append(_ENTITY.sub(r"\\&", _SPECIAL.sub(r"\\\1", _SPACES.sub(" ", data))))

    def _begin_item(self) -> None:
        if not self._lists:
            self._lists.append([0])
        number = self._lists[-1][0]
        self._marker = f"{number}." if number else "-"
        if number:
            self._lists[-1][0] += 1

    def _open_run(self, tag: str, address: str) -> None:
        if len(self._runs) < 8 and not any(run[0] == tag for run in self._runs):
            self._runs.append((tag, address, []))

    def _close_run(self) -> str:
        tag, address, pieces = self._runs.pop()
        words = "".join(pieces)
        inner = words.strip(" \n")
        if inner:
            before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
            words = f"{before}{self._marked(tag, address, inner)}{after}"
        self._runs[-1][2].append(words)
        return tag

    def _marked(self, tag: str, address: str, inner: str) -> str:
        if tag != "a":
            return f"{EMPHASIS[tag]}{inner}{EMPHASIS[tag]}"
        address = address.strip()
        if not _SAFE_LINK.match(address):
            self.lost.add("a")
            return inner
        return f"[{inner}]({quote(address, safe=_URL_SIGNS)})"


_URL_SIGNS = "%/:=&?~#+!$,;'@*[]-._"
