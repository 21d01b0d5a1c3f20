"""What is true of the whole journey: whose it is, who sees it, when, what is kept and why."""

from collections.abc import Callable
from typing import Any

from django import forms

from audiences.keys import check_key
from forms_engine.catalogue.models import Service
from forms_engine.definition.document import CONTACT_PARTS, KINDS
from forms_engine.definition.lint.duplicates import CHOICES
from forms_engine.definition.reading import KEY, LONGEST_KEY
from forms_engine.delivery.models import Route
from forms_engine.editor.editing.changes.finding import Document, copied
from forms_engine.editor.editing.forms.booking import kind_field, minutes_of
from forms_engine.editor.editing.forms.texts import LANGUAGE_NAMES, SOURCE, TextField, put, put_text
from forms_engine.editor.editing.sentences import Subject
from forms_engine.editor.practice import SLUG as PRACTICE

KIND_WORDS = {
    "apply": "Apply for something",
    "book": "Book something",
    "pay": "Pay for something",
    "report": "Report something",
}
AUDIENCES = (("public", "Everybody"), ("staff", "Council staff"), ("partner", "Partners"))
SIGN_IN = (
    ("optional", "May sign in"),
    ("none", "Never asked to sign in"),
    ("required", "Have to sign in"),
)
COLLEAGUE_WORDS = (
    ("as-service", "Everybody, if the service is open; otherwise who sent it"),
    ("sender", "Who sent it"),
    ("managers", "Who sent it, and its managers"),
    ("members", "Everybody"),
)
REVIEW = (
    ("", "Not offered"),
    ("awaiting-review", "Offered; a translator has yet to look at it"),
    ("reviewed", "Offered and reviewed"),
)

_NAMES = frozenset({"short_text", "signature"})
_PLACES = frozenset({"location", "address"})
_WORDS = frozenset({"short_text"})
_ONE_OF_SEVERAL = frozenset({"radios", "select"})


class SettingsForm(forms.Form):
    """All settings. ``apply`` gives the document back with them."""

    slug = forms.CharField(
        label="Address",
        max_length=LONGEST_KEY,
        help_text="The end of its web address: /journeys/… Once it is published it stays.",
    )
    kind = forms.ChoiceField(label="People use it to", choices=[(kind, KIND_WORDS[kind]) for kind in KINDS])
    opens = forms.DateField(
        label="First day it is open", required=False, widget=forms.DateInput({"type": "date"})
    )
    closes = forms.DateField(
        label="Last day it is open", required=False, widget=forms.DateInput({"type": "date"})
    )
    sign_in = forms.ChoiceField(label="People", choices=SIGN_IN, widget=forms.RadioSelect)
    colleagues = forms.ChoiceField(
        label="Sent by a partner, it is seen in their organisation by",
        choices=COLLEAGUE_WORDS,
        required=False,
    )
    retention_days = forms.IntegerField(
        label="Days a finished request is kept",
        min_value=0,
        max_value=36_525,
        required=False,
        widget=forms.NumberInput({"class": "gh-short"}),
    )
    lawful_basis = forms.CharField(
        label="Lawful basis",
        max_length=300,
        required=False,
        help_text="Why the council may ask, such as: Public task: Highways Act 1980, section 41",
    )

    def __init__(
        self, data: Any = None, *, document: Document, languages: tuple[str, ...], known: dict[str, Subject]
    ) -> None:
        contact = document.get("contact")
        translations = document.get("translations")
        booking = document.get("booking")
        booking = booking if isinstance(booking, dict) else {}
        super().__init__(
            data,
            initial={
                "sign_in": "optional",
                "colleagues": "as-service",
                "audience": "public",
                **{name: document.get(name) for name in self._plain(document)},
                **{
                    f"contact_{part}": key
                    for part, key in (contact if isinstance(contact, dict) else {}).items()
                },
                **{
                    f"in_{code}": state
                    for code, state in (translations if isinstance(translations, dict) else {}).items()
                },
                "booking_kind": booking.get("resource_kind", ""),
            },
        )
        self.document, self.languages = document, languages
        self.fields["title"] = TextField(languages, label="Title", required=True)
        self.fields["summary"] = TextField(
            languages, label="Summary", lines=2, help_text="One sentence, for lists and search results."
        )
        self.fields["purpose"] = TextField(
            languages,
            label="What the answers are for",
            lines=2,
            help_text="People read this before they send.",
        )
        self._choices(document, known)
        for code in sorted({"cy", *(translations if isinstance(translations, dict) else ())} - {SOURCE}):
            self.fields[f"in_{code}"] = forms.ChoiceField(
                label=f"In {LANGUAGE_NAMES.get(code, code)}", choices=REVIEW, required=False
            )
        self.fields["booking_kind"] = kind_field(booking.get("resource_kind"))

    @staticmethod
    def _plain(document: Document) -> list[str]:
        names = (
            "slug", "kind", "opens", "closes", "sign_in", "colleagues", "retention_days", "lawful_basis", "title", "summary", "purpose",
            "service", "routes", "audience", "location",
        )  # fmt: skip
        return [name for name in names if name in document]

    def _choices(self, document: Document, known: dict[str, Subject]) -> None:
        services = Service.objects.filter(locale__language_code=SOURCE).exclude(slug=PRACTICE)
        self.fields["service"] = forms.ChoiceField(
            label="Service",
            choices=_with(
                document.get("service"),
                [("", "Choose a service"), *services.order_by("name").values_list("slug", "name")],
            ),
            required=False,
        )
        routes = list(Route.objects.exclude(slug=PRACTICE).order_by("name").values_list("slug", "name"))
        present = document.get("routes")
        for slug in present if isinstance(present, list) else []:
            routes = _with(slug, routes)
        self.fields["routes"] = forms.MultipleChoiceField(
            label="Where requests go",
            choices=routes,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="Every one that is ticked gets the request.",
        )
        self.fields["audience"] = forms.ChoiceField(
            label="Who it is for", choices=_with(document.get("audience"), list(AUDIENCES))
        )

        def asked(types: frozenset[str]) -> list[tuple[str, str]]:
            return [
                (one.key, one.label)
                for one in known.values()
                if one.type in types and not (one.group or one.is_fact)
            ]

        for name, label, types in (
            ("contact_name", "Their name is the answer to", _NAMES),
            ("contact_email", "Their email address is the answer to", frozenset({"email"})),
            ("contact_mobile", "Their mobile number is the answer to", frozenset({"phone"})),
            ("contact_on_behalf_of", "Whom it is for, where somebody else asks, is the answer to", _WORDS),
            ("contact_authority", "By what right they ask for them is the answer to", _ONE_OF_SEVERAL),
            ("location", "Where it is, is the answer to", _PLACES),
        ):
            choices = [("", "Not asked"), *asked(types)]
            self.fields[name] = forms.ChoiceField(
                label=label, choices=_with(self.initial.get(name), choices), required=False
            )

        self._duplicates_fields(document, asked)

    def _duplicates_fields(
        self, document: Document, asked: Callable[[frozenset[str]], list[tuple[str, str]]]
    ) -> None:
        now = document.get("duplicates")
        duplicates = now if isinstance(now, dict) else {}
        self.fields["duplicates_on"] = forms.BooleanField(
            label="Show reports of the same nearby before another is sent",
            help_text="Residents see the journey, the category, how far away, since when and the state; nobody's words.",
            initial=isinstance(now, dict),
            required=False,
        )
        self.fields["duplicates_metres"] = forms.IntegerField(
            label="Within how many metres",
            min_value=5,
            max_value=2_000,
            initial=duplicates.get("within_metres", 50),
            required=False,
            widget=forms.NumberInput({"class": "gh-short"}),
        )
        self.fields["duplicates_days"] = forms.IntegerField(
            label="Days after one is closed that it is still shown",
            min_value=0,
            max_value=365,
            initial=duplicates.get("days", 30),
            required=False,
            widget=forms.NumberInput({"class": "gh-short"}),
        )
        self.fields["duplicates_category"] = forms.ChoiceField(
            label="Only with the same answer to",
            choices=_with(duplicates.get("category"), [("", "Any"), *asked(CHOICES)]),
            initial=duplicates.get("category"),
            required=False,
        )

    def _duplicates(self) -> dict[str, Any] | None:
        given = self.cleaned_data
        if not given["duplicates_on"]:
            return None
        made: dict[str, Any] = {"within_metres": given["duplicates_metres"] or 50}
        put(made, "days", 30 if given["duplicates_days"] is None else given["duplicates_days"], default=30)
        put(made, "category", given["duplicates_category"])
        return made

    def clean_slug(self) -> str:
        """An address as we write one."""
        slug = str(self.cleaned_data["slug"])
        if not KEY.match(slug):
            raise forms.ValidationError("Use small letters, digits and single hyphens, such as blue-badge.")
        return slug

    def clean_audience(self) -> str:
        """A known audience."""
        audience = str(self.cleaned_data["audience"])
        try:
            check_key(audience)
        except ValueError:
            raise forms.ValidationError("Choose who it is for.") from None
        return audience

    def clean(self) -> dict[str, Any]:
        """It closes after it opens."""
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes < opens:
            self.add_error("closes", "This is before the first day.")
        return cleaned

    def apply(self, document: Document) -> Document:
        """The document with these settings."""
        given, changed = self.cleaned_data, copied(document)
        for name in ("title", "summary", "purpose"):
            put_text(changed, name, given[name], self.languages)
        changed["slug"], changed["kind"] = given["slug"], given["kind"]
        changed["routes"] = given["routes"]
        put(changed, "service", given["service"])
        put(changed, "audience", given["audience"], default="public")
        put(changed, "sign_in", given["sign_in"], default="optional")
        put(changed, "colleagues", given["colleagues"] or "as-service", default="as-service")
        put(changed, "lawful_basis", given["lawful_basis"])
        put(changed, "retention_days", given["retention_days"])
        for name in ("opens", "closes"):
            put(changed, name, given[name].isoformat() if given[name] else None)
        contact = {part: given[f"contact_{part}"] for part in CONTACT_PARTS if given[f"contact_{part}"]}
        put(changed, "contact", contact)
        put(changed, "location", given["location"])
        states = {
            name.removeprefix("in_"): given[name]
            for name in self.fields
            if name.startswith("in_") and given[name]
        }
        put(changed, "translations", states)
        put(changed, "duplicates", self._duplicates())
        before = changed.get("booking")
        booking = dict(before) if isinstance(before, dict) else {}
        put(
            changed,
            "booking",
            {
                **booking,
                "resource_kind": given["booking_kind"],
                "minutes": minutes_of(given["booking_kind"], booking.get("minutes")),
            }
            if given["booking_kind"]
            else None,
        )
        return changed


def _with(now: Any, choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices with what is chosen now, also where it is not there any more."""
    if isinstance(now, str) and now and now not in dict(choices):
        return [*choices, (now, f"{now} (not there any more)")]
    return choices
