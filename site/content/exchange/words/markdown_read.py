"""Reading the Markdown of the files: a small part of CommonMark. What is outside it is a problem, never passed over."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

from content.exchange.words.parts import BOLD, BREAK, ITALIC, Block, Item, Run, tidy

MARKS = {"strong_open": BOLD, "em_open": ITALIC}
ENDS = {"strong_close": BOLD, "em_close": ITALIC}

NOT_OURS = {
    "html_inline": "there is HTML in it (write \\< for a sign that is meant)",
    "html_block": "there is HTML in it (write \\< for a sign that is meant)",
    "code_inline": "there is code in it, between ` and `",
    "code_block": "there is code in it: lines with four spaces before them",
    "fence": "there is code in it, between ``` and ```",
    "blockquote_open": "there is a quotation in it, with > (use the block “quotation”)",
    "image": "there is a picture in it (use the block “picture”)",
}


class NotOurMarkdown(ValueError):
    """What of a text is outside the part of Markdown that the files have. ``problems`` says each in words."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def read(text: str) -> list[Block]:
    """The parts of a text, tidy.

    Raises:
        NotOurMarkdown: for what is outside the format.
    """
    tokens = _parser().parse(text)
    problems = list(dict.fromkeys(NOT_OURS[one.type] for one in _all(tokens) if one.type in NOT_OURS))
    problems += _shape_problems(tokens)
    if problems:
        raise NotOurMarkdown(problems)
    return tidy(_blocks(tokens))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).disable(["reference"])
    # Addresses stay as they are written; which are allowed is for whoever resolves them to say.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


_made = _parser()
_parser = lambda: _made  # noqa: E731
