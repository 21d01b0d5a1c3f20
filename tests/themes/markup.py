"""Reading rendered HTML in tests: every element with its attributes and its text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "progress", "source", "use", "wbr"}


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    text: str = ""
    parents: list["Element"] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs}, parents=list(self.open))
        self.found.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.found.append(Element(tag, {name: value or "" for name, value in attrs}, parents=list(self.open)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self.open and self.open[-1].tag == tag, (
            f"</{tag}> closes <{self.open[-1].tag if self.open else ''}>"
        )
        self.open.pop()

    def handle_data(self, data):
        for element in self.open:
            element.text += data


class Markup:
    """One piece of HTML. Reading it fails where elements are not closed in order."""

    def __init__(self, html: str) -> None:
        reader = _Reader()
        reader.feed(html)
        reader.close()
        assert not reader.open, f"not closed: {[element.tag for element in reader.open]}"
        self.elements = reader.found

    def all(self, tag: str, **attrs: str) -> list[Element]:
        """Elements of a tag with these attribute values (``class_`` means: among its classes)."""
        wanted = attrs.pop("class_", "")
        return [
            element
            for element in self.elements
            if element.tag == tag
            and all(element.attrs.get(name) == value for name, value in attrs.items())
            and (not wanted or wanted in element.attrs.get("class", "").split())
        ]

    def one(self, tag: str, **attrs: str) -> Element:
        """The only such element."""
        (element,) = self.all(tag, **attrs)
        return element

    @property
    def ids(self) -> list[str]:
        return [element.attrs["id"] for element in self.elements if "id" in element.attrs]

    def check_references(self) -> None:
        """Ids are unique, and every label and description leads to one that is there."""
        assert len(self.ids) == len(set(self.ids)), "an id is used twice"
        for element in self.elements:
            for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
                for target in element.attrs.get(name, "").split():
                    if not (element.tag == "output" and name == "for"):
                        assert target in self.ids, (
                            f"<{element.tag} {name}> leads to {target}, which is not there"
                        )
