"""Every question of the source under the names by which its conditions and fees call it."""

from dataclasses import dataclass, field

from forms_engine.definition.importers.form import Object, SourceForm, path_of
from forms_engine.definition.importers.keys import Keys, slug, slug_of_name
from forms_engine.definition.importers.lists import Choices, Lists, value_text

# The types that ask something, and what they are here. The rest is content, or unknown.
KINDS: dict[str, str] = {
    "TextField": "short_text",
    "MultilineTextField": "long_text",
    "FreeTextField": "long_text",
    "YesNoField": "yes_no",
    "DateField": "date",
    "DatePartsField": "date",
    "DatePartsfield": "date",
    "DateTimeField": "date",
    "DateTimePartsField": "date",
    "MonthYearField": "month_year",
    "TimeField": "time",
    "SelectField": "select",
    "AutocompleteField": "autocomplete",
    "RadiosField": "radios",
    "CheckboxesField": "checkboxes",
    "NumberField": "number",
    "UkAddressField": "address",
    "TelephoneNumberField": "phone",
    "EmailAddressField": "email",
    "WebsiteField": "website",
    "FileUploadField": "file",
    "ClientSideFileUploadField": "file",
    "HiddenField": "hidden",
    "DeclarationField": "declaration",
    "LatLongField": "location",
    "EastingNorthingField": "location",
    "OsGridRefField": "location",
    "NationalGridFieldNumberField": "location",
    "GeospatialField": "location",
}
CHOICES = frozenset({"radios", "select", "autocomplete", "checkboxes"})
REPEATED = "MultiInputField"
DATE_AND_TIME = frozenset({"DateTimeField", "DateTimePartsField"})
DEEPEST_REVEAL = 3


@dataclass
class Asked:
    """One question: its key here, and what the source says of it. ``options`` are by the source's value."""

    key: str
    name: str
    section: str
    page: str
    kind: str
    source_type: str
    required: bool = True
    choices: Choices = field(default_factory=Choices)
    in_group: bool = False
    time_key: str = ""  # of the second of the two questions that a date with a time becomes

    @property
    def single_choice(self) -> bool:
        """Whether exactly one of a few known values is the answer."""
        return self.kind in {"yes_no", "radios", "select", "autocomplete"}


class Questions:
    """All questions, in the order of the source."""

    def __init__(self, form: SourceForm, lists: Lists) -> None:
        self.all: list[Asked] = []
        self.keys = Keys()
        self._lists = lists
        self._of_component: dict[int, Asked] = {}
        self._by_name: dict[str, list[Asked]] = {}
        for page in form.pages:
            for component in page["components"]:
                self._note(component, page, 0)

    def of(self, component: Object) -> Asked | None:
        """The question that a component asks, if it asks one."""
        return self._of_component.get(id(component))

    def find(self, name: str) -> list[Asked]:
        """The questions a condition means by a name, with or without its section before it. Several pages may ask a
        question of one name, and the source keeps one answer for them."""
        section, dot, rest = name.rpartition(".")
        if dot:
            named = [asked for asked in self._by_name.get(rest, []) if asked.section == section]
            if named:
                return named
        return self._by_name.get(rest if dot else name, []) or self._by_name.get(name, [])

    def _note(self, component: Object, page: Object, depth: int) -> None:
        source_type, name = value_text(component.get("type")), value_text(component.get("name"))
        kind = KINDS.get(source_type) or _guessed(source_type, name)
        if kind:
            title = component.get("title")
            wish = slug_of_name(name) or (slug(title) if isinstance(title, str) else "")
            choices = self._choices(component) if kind in CHOICES else Choices()
            if kind == "number" and _is_pounds(component):
                kind = "money"
            if kind in CHOICES and not choices.options:
                kind = "short_text"
            asked = Asked(
                key=self.keys.new(wish, otherwise="question"),
                name=name,
                section=value_text(page.get("section")),
                page=path_of(page.get("path")),
                kind=kind,
                source_type=source_type,
                required=_options(component).get("required") is not False,
                choices=choices,
            )
            if source_type in DATE_AND_TIME:
                asked.time_key = self.keys.new(f"{asked.key[:55]}-time", otherwise="time")
            self.all.append(asked)
            self._of_component[id(component)] = asked
            for called in {name, value_text(component.get("id"))} - {""}:
                self._by_name.setdefault(called, []).append(asked)
            if depth < DEEPEST_REVEAL:
                for shown in choices.revealed.values():
                    for inner in shown:
                        if id(inner) not in self._of_component:
                            self._note(inner, page, depth + 1)
        elif source_type == REPEATED and depth == 0:
            children = component.get("children")
            for child in children if isinstance(children, list) else []:
                if isinstance(child, dict):
                    self._note(child, page, depth + 1)

    def _choices(self, component: Object) -> Choices:
        values = component.get("values")
        options = _options(component)
        if (
            isinstance(values, dict)
            and values.get("type") == "static"
            and isinstance(values.get("items"), list)
        ):
            items = [item for item in values["items"] if isinstance(item, dict)]
            found = self._lists.read(items, "values.items")
        else:
            references = (
                component.get("list"),
                options.get("list"),
                values.get("list") if isinstance(values, dict) else None,
            )
            named = [self._lists.named(text) for text in map(value_text, references) if text]
            found = next((choices for choices in named if choices is not None), Choices())
        extra = options.get("conditionallyRevealedComponents")
        if isinstance(extra, dict):
            revealed = {
                found.keys[value]: [shown]
                for value, shown in extra.items()
                if value in found.keys and isinstance(shown, dict)
            }
            found = Choices(
                found.key, found.options, found.keys, found.values_by_id, {**found.revealed, **revealed}
            )
        return found


def _options(component: Object) -> Object:
    options = component.get("options")
    return options if isinstance(options, dict) else {}


def _guessed(source_type: str, name: str) -> str:
    """A type that is not known but calls itself a field is asked as a short text, and reported."""
    known_otherwise = {REPEATED, "PaymentField"}
    return (
        "short_text" if name and source_type.endswith("Field") and source_type not in known_otherwise else ""
    )


def _is_pounds(component: Object) -> bool:
    options, schema = _options(component), component.get("schema")
    least = schema.get("min") if isinstance(schema, dict) else None
    below_zero = isinstance(least, int | float) and least < 0
    return value_text(options.get("prefix")).strip() == "£" and not options.get("suffix") and not below_zero
