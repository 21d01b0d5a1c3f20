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
    tokens = PARSER.parse(text)
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


PARSER = _parser()


def _all(tokens: list[Token]) -> list[Token]:
    return [one for token in tokens for one in (token, *(token.children or []))]


def _shape_problems(tokens: list[Token]) -> list[str]:
    problems = []
    if any(one.type == "heading_open" and one.tag not in ("h3", "h4") for one in tokens):
        problems.append("a heading in it is neither ### nor #### (use the block “heading”)")
    if any(one.type == "ordered_list_open" and one.attrs.get("start", 1) != 1 for one in tokens):
        problems.append("a numbered list in it does not begin with 1.")
    if any(one.type == "link_open" and one.markup == "autolink" for one in _all(tokens)):
        problems.append("an address in it has no words: [words](https://…)")
    inside = 0
    paragraphs = 0
    for one in tokens:
        if one.type == "list_item_open":
            inside, paragraphs = inside + 1, 0
        elif one.type == "list_item_close":
            inside -= 1
        elif inside and one.type == "paragraph_open":
            paragraphs += 1
            if paragraphs > 1:
                problems.append("an item of a list in it has several paragraphs")
        elif inside and one.type in ("heading_open", "hr"):
            problems.append("an item of a list in it has more than words")
    return list(dict.fromkeys(problems))


def _blocks(tokens: list[Token]) -> list[Block]:
    blocks: list[Block] = []
    lists: list[Block] = []
    kind = "p"
    for token in tokens:
        match token.type:
            case "heading_open":
                kind = token.tag
            case "paragraph_open":
                kind = "p"
            case "inline":
                runs = _runs(token.children or [])
                if lists:
                    lists[-1].items[-1].runs += runs
                else:
                    blocks.append(Block(kind, runs))
            case "hr":
                blocks.append(Block("hr"))
            case "bullet_list_open" | "ordered_list_open":
                made = Block(token.tag)
                (lists[-1].items[-1].lists if lists else blocks).append(made)
                lists.append(made)
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                lists[-1].items.append(Item())
    return blocks


def _runs(tokens: list[Token]) -> list[Run]:
    runs: list[Run] = []
    marks: set[str] = set()
    link = ""
    for token in tokens:
        if token.type in MARKS:
            marks.add(MARKS[token.type])
        elif token.type in ENDS:
            marks.discard(ENDS[token.type])
        elif token.type == "link_open":
            link = str(token.attrs["href"])
        elif token.type == "link_close":
            link = ""
        else:
            text = {"softbreak": " ", "hardbreak": BREAK}.get(token.type, token.content)
            runs.append(Run(text, frozenset(marks), link))
    return runs
