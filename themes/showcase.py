"""Every component with something in it, for the page that shows them all and for the tests that look at each."""

import datetime
from typing import Any

from django import forms
from django.templatetags.static import static

from themes.contrast import tokens
from themes.fields import AddressField, BankDetailsField, DatePartsField, LocationField, MonthYearField
from themes.widgets import FilesInput, LongSelect

NOON = datetime.datetime(2026, 3, 9, 12, 0, tzinfo=datetime.UTC)
CHOICES = [("a", "A blue one"), ("b", "A green one"), ("c", "Neither of them")]

# By the name of the template in templates/components; what a page would give it.
COMPONENTS: dict[str, dict[str, Any]] = {
    "alert_banner": {
        "title": "Snow",
        "text": "Schools are shut.",
        "url": "/snow/",
        "level": "emergency",
        "mark": "1-2",
        "dismissible": True,
    },
    "back_link": {"url": "/before/"},
    "breadcrumbs": {"crumbs": [{"title": "Home", "url": "/"}], "current": "Roads"},
    "button": {"text": "Send"},
    "card": {"title": "Roads", "url": "/roads/", "text": "Potholes and more"},
    "contact_box": {
        "title": "Call us",
        "phone": "0300 555 0142",
        "hours": "9am to 5pm",
        "email": "a@b.example",
    },
    "empty_state": {"title": "Nothing yet", "text": "Soon.", "url": "/x/", "action": "Begin"},
    "guidance": {"audience": "staff", "html": "<p>Only for us.</p>"},
    "icon": {"name": "phone"},
    "inset": {"text": "By the way"},
    "notification_banner": {"text": "Updated", "kind": "success"},
    "pagination": {
        "previous": "?page=1",
        "next": "?page=3",
        "items": [{"number": 2, "url": "?page=2", "current": True}],
    },
    "panel": {"title": "Sent", "label": "Your reference", "reference": "ABC-DEF-GHJK"},
    "phone_help": {},
    "picture": {
        "picture": {
            "srcset": "/static/images/gate.svg 640w",
            "src": "/static/images/gate.svg",
            "width": 640,
            "height": 320,
            "sizes": "100vw",
            "lazy": True,
        },
        "alt": "A gate in a hedge",
    },
    "progress": {"number": 2, "of": 6},
    "summary_list": {
        "rows": [{"key": "Name", "value": "Sam", "url": "/change/"}, {"key": "Age", "value": "7"}]
    },
    "table": {"caption": "Queues", "head": ["Queue", "Waiting"], "rows": [["Roads", "3"]]},
    "tag": {"state": "resolved", "label": "Resolved"},
    "tile": {"title": "Report a pothole", "url": "/p/", "icon": "road"},
    "timeline": {"entries": [{"title": "Received", "at": NOON, "message": "Thank you", "by": "Tom"}]},
    "warning": {"text": "Call 999"},
}

# What is an item of a list and stands in one.
IN_A_LIST = frozenset({"card", "tile"})
# More ways that a component can look, by its name.
VARIANTS: dict[str, list[dict[str, Any]]] = {
    "alert_banner": [
        {"title": "Libraries close at noon on 24 December", "level": "information"},
        {"title": "Roads in the north are icy", "text": "Allow more time.", "level": "warning"},
        {"title": "The council mourns", "level": "mourning"},
    ],
    "button": [
        {"text": "Start now", "url": "#", "kind": "start"},
        {"text": "Save for later", "kind": "secondary"},
        {"text": "Cancel the request", "kind": "warning"},
    ],
    "tag": [
        {"label": "Waiting for you", "state": "waiting"},
        {"label": "Problem", "state": "problem"},
        {"label": "Closed", "state": "closed"},
    ],
}


def _drawn_by(template: str, field: forms.Field) -> forms.Field:
    """The field, drawn by one of the templates in components/field."""
    field.template_name = f"components/field/{template}.html"  # type: ignore[attr-defined]  # stubs lack it
    return field


class Fields(forms.Form):
    """One field of each kind. Nothing is sent anywhere."""

    text = _drawn_by("text", forms.CharField(label="One line", help_text="As it stands on your letter."))
    password = _drawn_by("password", forms.CharField(label="Password", widget=forms.PasswordInput))
    textarea = _drawn_by(
        "textarea",
        forms.CharField(
            label="Several lines", widget=forms.Textarea(attrs={"data-maxlength": "200", "rows": "4"})
        ),
    )
    select = _drawn_by("select", forms.ChoiceField(label="A short list", choices=CHOICES))
    autocomplete = _drawn_by(
        "autocomplete",
        forms.Field(label="A long list", widget=LongSelect(choices=[("", "Choose"), *CHOICES])),
    )
    radios = _drawn_by(
        "radios", forms.ChoiceField(label="One of these", choices=CHOICES, widget=forms.RadioSelect)
    )
    checkboxes = _drawn_by(
        "checkboxes",
        forms.MultipleChoiceField(label="Any of these", choices=CHOICES, widget=forms.CheckboxSelectMultiple),
    )
    date = DatePartsField(label="A day", help_text="For example, 9 3 2026.")
    month_year = MonthYearField(label="A month")
    address = AddressField(label="An address")
    location = LocationField(label="A location")
    bank_details = BankDetailsField(label="A bank account")
    file = _drawn_by("file", forms.Field(label="A photo", widget=FilesInput(attrs={"accept": "image/jpeg"})))


def shown() -> list[dict[str, Any]]:
    """Every component but the fields: ``name``, ``template``, ``in_a_list`` and ``cases``, what each is shown with."""
    gate = static("images/gate.svg")
    cases = {**COMPONENTS, "picture": {**COMPONENTS["picture"]}}
    cases["picture"]["picture"] = {**COMPONENTS["picture"]["picture"], "srcset": f"{gate} 640w", "src": gate}
    return [
        {
            "name": name,
            "template": f"components/{name}.html",
            "in_a_list": name in IN_A_LIST,
            "cases": [case, *VARIANTS.get(name, [])],
        }
        for name, case in cases.items()
    ]


def palette(theme: str) -> list[tuple[str, str]]:
    """The colours of a theme, by name."""
    return list(tokens(theme).items())
