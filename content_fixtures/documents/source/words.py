"""The small part of Markdown that papers are written in, as HTML."""

import re
from html import escape

LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
ITALIC = re.compile(r"\*([^*]+)\*")


def inline(words: str) -> str:
    """Words with bold, italic and links."""
    made = escape(words.strip(), quote=False)
    made = LINK.sub(_link, made)
    return ITALIC.sub(r"<em>\1</em>", BOLD.sub(r"<strong>\1</strong>", made))


def text(words: str) -> str:
    """Paragraphs and lists, with an empty line between any two."""
    return "".join(_part(part.strip().splitlines()) for part in words.strip().split("\n\n"))


def _part(lines: list[str]) -> str:
    for mark, name in ((r"- ", "ul"), (r"\d+\. ", "ol")):
        if all(re.match(mark, line) for line in lines):
            items = "".join(f"<li>{inline(re.sub(mark, '', line, count=1))}</li>" for line in lines)
            return f"<{name}>{items}</{name}>"
    return f"<p>{inline(' '.join(lines))}</p>"


def _link(found: re.Match[str]) -> str:
    """A link that works on paper and off it; what leads to a page of the site is its words alone."""
    words, target = found.groups()
    return f'<a href="{target}">{words}</a>' if target.startswith(("https:", "mailto:")) else words
