"""A site of its own, built from the read API of a Guildhall house. Python's standard library and nothing else.

    python build.py https://www.council.example site/ /roads-and-transport/ /roads-and-transport/report-a-pothole/

writes one HTML file for each address named, with the council's menu, alerts and knowledge articles, into ``site/``.
Read it from the bottom up: ``build`` asks for the data, ``page_html`` puts a page together, ``BLOCKS`` has a line for
each block type, ``rich_text`` walks the tree. A webhook (docs/content-api.md) says which addresses to build again.
"""

import json
import sys
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

Data = dict[str, Any]


class Api:
    """Asks one host. ``token`` is a reading token (``ghr_…``) for the staff and partner hosts."""

    def __init__(self, origin: str, language: str = "en", token: str = "") -> None:
        self.origin, self.language, self.token = origin.rstrip("/"), language, token

    def get(self, what: str, /, **query: str) -> Data:
        """One answer. What is not there raises ``urllib.error.HTTPError``."""
        address = f"{self.origin}/api/v1/{what}" + (f"?{urlencode(query)}" if query else "")
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        with urlopen(Request(address, headers=headers), timeout=30) as answer:  # noqa: S310 - the operator's own address
            found: Data = json.load(answer)
            return found


class Links:
    """Where links lead: to the file of a page that is built here, to the council's own site otherwise."""

    def __init__(self, origin: str, built: list[str]) -> None:
        self.origin, self.built = origin, set(built)

    def to(self, target: Data) -> str:
        """The address of a target, ready for an attribute."""
        url: str = target["url"]
        path = urlsplit(url).path
        ours = url.startswith(f"{self.origin}/") and path in self.built
        return escape(file_name(path) if ours else url)


def file_name(path: str) -> str:
    """``/roads/gritting/`` is ``roads-gritting.html``."""
    return (path.strip("/").replace("/", "-") or "index") + ".html"


def inline(content: list[Data], links: Links) -> str:
    """Words, line breaks and links."""
    said = ""
    for part in content:
        if part["type"] == "text":
            words = escape(part["text"])
            for mark in part["marks"]:
                tag = {"bold": "strong", "italic": "em"}[mark]
                words = f"<{tag}>{words}</{tag}>"
            said += words
        elif part["type"] == "break":
            said += "<br>"
        else:
            said += f'<a href="{links.to(part["target"])}">{inline(part["content"], links)}</a>'
    return said


def listed(node: Data, links: Links) -> str:
    """A list with the lists inside it."""
    tag = "ol" if node["ordered"] else "ul"
    items = (
        f"<li>{inline(item['content'], links)}{''.join(listed(one, links) for one in item['lists'])}</li>"
        for item in node["items"]
    )
    return f"<{tag}>{''.join(items)}</{tag}>"


def rich_text(text: Data, links: Links) -> str:
    """The nodes of a rich text."""
    said = ""
    for node in text["nodes"]:
        match node["type"]:
            case "paragraph":
                said += f"<p>{inline(node['content'], links)}</p>"
            case "heading":
                said += f"<h{node['level']}>{inline(node['content'], links)}</h{node['level']}>"
            case "list":
                said += listed(node, links)
            case "rule":
                said += "<hr>"
    return said


def article(value: Data, links: Links) -> str:
    """A knowledge article, cut by the API to what this reader may see."""
    said = f'<section class="article"><h2>{escape(value["title"])}</h2>'
    if value["public_answer"]:
        said += rich_text(value["public_answer"], links)
    for one in value["guidance"]:
        said += f"<h3>{escape(one['heading'])}</h3>{rich_text(one['text'], links)}"
    return said + "</section>"


def steps(value: Data, links: Links) -> str:
    """What happens, in order."""
    each = (
        f"<li><strong>{escape(one['title'])}</strong>{rich_text(one['text'], links)}</li>"
        for one in value["steps"]
    )
    return f"<ol>{''.join(each)}</ol>"


def cards(value: Data, links: Links) -> str:
    """Pages worth going to."""
    each = (
        f'<li><a href="{links.to(one["target"])}">{escape(one["title"])}</a> {escape(one["text"])}</li>'
        for one in value["cards"]
    )
    return f"<ul>{''.join(each)}</ul>"


def contact(value: Data, links: Links) -> str:
    """How to reach a team."""
    lines = [value[name] for name in ("phone", "email", "address", "opening_hours") if value[name]]
    return f"<h2>{escape(value['title'])}</h2><p>{'<br>'.join(escape(line) for line in lines)}</p>"


def picture(value: Data, links: Links) -> str:
    """A picture with its caption."""
    image = value["image"]
    size = f'width="{image["width"]}" height="{image["height"]}"'
    return (
        f'<figure><img src="{escape(image["url"])}" alt="{escape(image["alt"])}" {size}>'
        f"<figcaption>{escape(value['caption'])}</figcaption></figure>"
    )


def table(value: Data, links: Links) -> str:
    """A table; the first cell of a row says what the row is about."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in value["head"])
    rows = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in value["rows"]
    )
    return f"<table><caption>{escape(value['caption'])}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def fees(value: Data, links: Links) -> str:
    """What things cost."""
    rows = "".join(
        f'<tr><th scope="row">{escape(one["what"])}</th><td>{escape(one["amount"])}</td></tr>'
        for one in value["fees"]
    )
    return f"<table><caption>{escape(value['caption'])}</caption><tbody>{rows}</tbody></table>"


def document(value: Data, links: Links) -> str:
    """A file to fetch."""
    language = f' lang="{escape(value["language"])}"' if value["language"] else ""
    return f'<a href="{links.to(value["target"])}"{language}>{escape(value["title"])}</a>'


def documents(value: Data, links: Links) -> str:
    """Files to fetch."""
    return "<ul>" + "".join(f"<li>{document(one, links)}</li>" for one in value["documents"]) + "</ul>"


def group(value: Data, links: Links) -> str:
    """Pages under a heading."""
    each = "".join(f'<li><a href="{links.to(one)}">{escape(one["title"])}</a></li>' for one in value["pages"])
    return f"<h2>{escape(value['title'])}</h2><ul>{each}</ul>"


def step(value: Data, links: Links) -> str:
    """One thing to do, with where it leads."""
    ways = "".join(
        f'<li><a href="{links.to(one["target"])}">{escape(one["label"])}</a> {escape(one["note"])}</li>'
        for one in value["links"]
    )
    return f"<h2>{escape(value['title'])}</h2>{rich_text(value['text'], links)}<ul>{ways}</ul>"


# One line for each block type. The contract (/api/v1/openapi.json) has the schema of each.
BLOCKS = {
    "heading": lambda value, links: f'<h2 id="{escape(value["anchor"])}">{escape(value["text"])}</h2>',
    "text": rich_text,
    "details": lambda value, links: (
        f"<details><summary>{escape(value['summary'])}</summary>{rich_text(value['text'], links)}</details>"
    ),
    "quotation": lambda value, links: (
        f"<blockquote><p>{escape(value['text'])}</p>{escape(value['source'])}</blockquote>"
    ),
    "inset": lambda value, links: f'<div class="inset">{rich_text(value["text"], links)}</div>',
    "warning": lambda value, links: f'<p class="warning"><strong>{escape(value["text"])}</strong></p>',
    "steps": steps,
    "action": lambda value, links: (
        f'<p><a class="button" href="{links.to(value["target"])}">{escape(value["label"])}</a></p>'
    ),
    "cards": cards,
    "task": lambda value, links: f'<p><a href="{links.to(value["target"])}">{escape(value["label"])}</a></p>',
    "contact": contact,
    "picture": picture,
    "article": article,
    "table": table,
    "fees": fees,
    "document": lambda value, links: f"<p>{document(value, links)}</p>",
    "documents": documents,
    # Of pages of some types, beside their body.
    "group": group,
    "step": step,
    "facet": lambda value, links: (
        f"<p>{escape(value['label'])}: {escape(', '.join(one['label'] for one in value['values']))}</p>"
    ),
    "hours": lambda value, links: f"<p>{escape(value['days'])}: {escape(value['times'])}</p>",
    "date": lambda value, links: f"<p>{escape(value)}</p>",
    "tool": lambda value, links: (
        f'<p><a href="{escape(value["url"])}">{escape(value["name"])}</a> {escape(value["text"])}</p>'
    ),
}


def alert_html(alert: Data, links: Links) -> str:
    """An alert above the page."""
    more = f' <a href="{links.to(alert["target"])}">Find out more</a>' if alert["target"] else ""
    return f'<div class="alert {alert["level"]}"><p><strong>{escape(alert["title"])}</strong> {escape(alert["text"])}{more}</p></div>'


def page_html(site: Data, navigation: Data, alerts: Data, page: Data, links: Links) -> str:
    """A whole page."""
    menu = "".join(
        f'<li><a href="{links.to(item)}">{escape(item["title"])}</a></li>' for item in navigation["items"]
    )
    body = "".join(BLOCKS[block["type"]](block["value"], links) for block in page["body"])
    service = page["service"]
    if service and service["journey"]:
        label = escape(service["start_label"] or "Start now")
        body = f'<p><a class="button" href="{links.to(service["journey"])}">{label}</a></p>{body}'
    above = "".join(alert_html(alert, links) for alert in alerts["items"])
    banner = f'<section aria-label="Alerts">{above}</section>' if above else ""
    return f"""<!doctype html>
<html lang="{escape(page["language"])}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(page["title"])} – {escape(site["council"])}</title>
<link rel="canonical" href="{escape(page["url"])}">
<link rel="stylesheet" href="style.css"><link rel="icon" href="data:,">
</head>
<body>
<header><p>{escape(site["council"])}</p><nav aria-label="Menu"><ul>{menu}</ul></nav></header>
{banner}
<main><h1>{escape(page["title"])}</h1><p class="summary">{escape(page["summary"])}</p>{body}</main>
<footer><p>Call {escape(site["contact"]["phone"])}, {escape(site["contact"]["opening_hours"])}.</p></footer>
</body>
</html>
"""


def build(api: Api, folder: Path, paths: list[str]) -> None:
    """Write the pages at ``paths``, and the style sheet beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    links = Links(api.origin, paths)
    site = api.get("site/", language=api.language)
    navigation = api.get("navigation/", language=api.language)
    for path in paths:
        page = api.get("pages/find", path=path)
        alerts = api.get("alerts/", language=api.language, page=str(page["id"]))
        (folder / file_name(path)).write_text(
            page_html(site, navigation, alerts, page, links), encoding="utf-8"
        )
    style = Path(__file__).with_name("style.css")
    (folder / "style.css").write_text(style.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    build(Api(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
