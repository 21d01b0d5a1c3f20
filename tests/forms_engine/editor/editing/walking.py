"""Using the editing screens through HTTP as a browser without scripts does: open, change some fields, save."""

import re
from html.parser import HTMLParser

from django.urls import reverse

from forms_engine.editor.models import JourneyDraft

STAFF = "config.urls.staff"

# Screens with a form over a part of the draft, and all others.
SCREENS = [
    ("page", {"address": "where"}),
    ("page", {"address": "vehicles"}),
    ("page", {"address": "proof"}),
    ("block", {"holder": "you", "number": 1}),
    ("block", {"holder": "kind", "number": 0}),
    ("new_block", {"holder": "you", "kind": "checkboxes"}),
    ("new_block", {"holder": "*start", "kind": "details"}),
    ("condition_at", {"where": "page/kind"}),
    ("condition_at", {"where": "named/not-resident"}),
    ("condition_at", {"where": "fee/0/row/0"}),
    ("condition_at", {"where": "fee/0/concession/0"}),
    ("fee", {"number": 0}),
    ("settings", {}),
    ("declaration", {}),
    ("sections", {}),
    ("options_list", {"key": "fuels"}),
]
LISTS = [
    ("add_page", {}),
    ("add_block", {"holder": "you"}),
    ("choose_kind", {"holder": "you", "number": 0}),
    ("remove_part", {"address": "you"}),
    ("remove_block", {"holder": "where", "number": 0}),
    ("texts", {"holder": "*start"}),
    ("conditions", {}),
    ("condition", {"key": "is-resident"}),
    ("fees", {}),
    ("new_fee", {}),
    ("remove_fee", {"number": 0}),
    ("lists", {}),
    ("findings", {}),
    ("rehearse", {}),
    ("preview", {"address": "you"}),
    ("preview", {"address": "vehicles"}),
    ("preview", {"address": "proof"}),
    ("preview", {"address": "sorry"}),
    ("preview", {"address": "*start"}),
]


def url(draft, name, **parts):
    return reverse(f"journey_editing:{name}", STAFF, kwargs={"draft_id": draft.pk, **parts})


def overview(draft):
    return reverse(JourneyDraft.snippet_viewset.get_url_name("edit"), STAFF, args=[draft.pk])


def document(draft):
    return JourneyDraft.objects.get(pk=draft.pk).get_latest_revision_as_object().document


def fields_of(html, form=0):
    """What a browser would send of a page's form that changed nothing: name and value of every field."""

    class Reader(HTMLParser):
        def __init__(self):
            super().__init__()
            self.forms, self.area, self.select = [], None, None

        def handle_starttag(self, tag, attrs):
            attrs = dict(attrs)
            if tag == "form":
                self.forms.append({})
            if not self.forms or "disabled" in attrs:
                return
            sent = self.forms[-1]
            name = attrs.get("name")
            if tag == "input" and name:
                if attrs.get("type") in {"checkbox", "radio"}:
                    if "checked" in attrs:
                        sent.setdefault(name, []).append(attrs.get("value", "on"))
                elif attrs.get("type") != "submit":
                    sent.setdefault(name, []).append(attrs.get("value", ""))
            elif tag == "textarea":
                self.area = name
                sent.setdefault(name, []).append("")
            elif tag == "select":
                self.select = (name, "multiple" in attrs, [])
            elif tag == "option" and self.select:
                self.select[2].append((attrs.get("value", ""), "selected" in attrs))

        def handle_data(self, data):
            if self.area and self.forms:
                self.forms[-1][self.area][-1] += data

        def handle_endtag(self, tag):
            if tag == "textarea" and self.area:
                value = self.forms[-1][self.area][-1]
                self.forms[-1][self.area][-1] = value[1:] if value.startswith("\n") else value
                self.area = None
            if tag == "select" and self.select:
                name, multiple, options = self.select
                chosen = [value for value, selected in options if selected]
                if not chosen and options and not multiple:
                    chosen = [options[0][0]]
                self.forms[-1].setdefault(name, []).extend(chosen)
                self.select = None

    reader = Reader()
    reader.feed(html)
    found = [one for one in reader.forms if "seen" in one and "revision" in one]
    return found[form]


def submit(browser, address, refused=False, **changes):
    """Open a screen, change some fields and save, as somebody does; a field given as None is not sent."""
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    data = {**fields_of(answer.content.decode()), **changes}
    answer = browser.post(address, {name: value for name, value in data.items() if value is not None})
    assert answer.status_code == (422 if refused else 302), said(answer)
    return answer


def said(answer):
    """What a form says went wrong."""
    return re.findall(r'class="error-message">\s*(.*?)\s*</p>', answer.content.decode(), re.S)


def do(browser, draft, *words, **more):
    return browser.post(url(draft, "do"), {"do": "|".join(map(str, words)), **more}, follow=True)


def titles(draft):
    return [part["title"]["en"] for part in document(draft)["pages"]]


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
