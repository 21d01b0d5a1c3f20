"""Markdown as plain text, for a voice, a text message or a terminal."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

_markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])


def plain_text(markdown: str) -> str:
    """The words of a text, a paragraph or a list item a line; of a link its words and, in brackets, where to."""
    lines: list[str] = []
    marker = ""
    for token in _markdown.parse(markdown):
        if token.type == "list_item_open":
            # Numbered items carry their number, others their bullet.
            marker = f"{token.info}. " if token.info else "- "
        elif token.type == "inline":
            lines.append(marker + _words(token.children or []))
            marker = ""
        elif token.type in {"fence", "code_block"}:
            lines.append(token.content.rstrip("\n"))
    return "\n".join(lines)


def _words(tokens: list[Token]) -> str:
    words: list[str] = []
    link = ""
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            words.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            words.append(" " if token.type == "softbreak" else "\n")
        elif token.type == "link_open":
            link = str(token.attrGet("href") or "")
        elif token.type == "link_close" and link and words[-1:] != [link]:
            words.append(f" ({link})")
    return "".join(words)
