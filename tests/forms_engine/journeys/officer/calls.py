"""An officer in officer mode, as a browser without JavaScript has it: what the screen's form holds is sent back with what
is typed over it."""

import re
from html.parser import HTMLParser

from django.urls import reverse

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.journeys.models import Submission
from tests.factories import make_staff, signed_in

STAFF_URLS = "config.urls.staff"


def address(name, *args):
    """An address of the intranet."""
    return reverse(name, urlconf=STAFF_URLS, args=args)


def an_officer(*roles, **fields):
    """An officer and their browser."""
    user = make_staff(Role.OFFICER, *roles, **fields)
    return user, signed_in(user, "staff")


def principal_of(user):
    """Who they are on the intranet."""
    return admit(user, "staff")


class _Form(HTMLParser):
    def __init__(self):
        super().__init__()
        self.values, self._select, self._area = {}, None, None
        self._inside = False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self._inside = attrs.get("enctype") == "multipart/form-data"
        name = attrs.get("name")
        if not self._inside:
            return
        if tag == "input" and name:
            kind = attrs.get("type", "text")
            if kind in {"radio", "checkbox"}:
                if "checked" in attrs:
                    self.values.setdefault(name, []).append(attrs["value"])
            elif kind != "file":
                self.values.setdefault(name, []).append(attrs.get("value", ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in attrs:
            self.values.setdefault(self._select, []).append(attrs.get("value", ""))
        elif tag == "textarea":
            self._area = name
            self.values[name] = [""]

    def handle_data(self, data):
        if self._area:
            self.values[self._area][0] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self.values[self._area][0] = self.values[self._area][0].removeprefix("\n")
            self._area = None
        elif tag == "form":
            self._inside = False


class Call:
    """One journey taken for somebody."""

    def __init__(self, browser, slug, submission_id):
        self.browser, self.slug, self.id = browser, slug, submission_id
        self.address = address("officer_screen", slug, submission_id)
        self.response = None
        self.open()

    @property
    def submission(self):
        """As it is kept now."""
        return Submission.objects.get(pk=self.id)

    @property
    def html(self):
        """The page shown."""
        return self.response.content.decode()

    @property
    def comes(self):
        """What Continue said."""
        return self.response.context["comes"]

    @property
    def steps(self):
        """The pages on the screen."""
        return [page.step for page in self.response.context["pages"]]

    def errors(self):
        """What is said to be wrong, by the name of the box."""
        return {
            page.form.add_prefix(key): list(words)
            for page in self.response.context["pages"]
            if page.form
            for key, words in page.form.errors.items()
        }

    def open(self):
        """The screen, opened."""
        self.response = self.browser.get(self.address)
        return self

    def boxes(self):
        """What the form holds as it is shown."""
        parser = _Form()
        parser.feed(self.html)
        return parser.values

    def press(self, button="continue", value="1", *, files=None, **typed):
        """Type over some boxes (``__`` stands for a hyphen) and press a button."""
        said = {
            **self.boxes(),
            **{name.replace("__", "-"): answer for name, answer in typed.items()},
            button: value,
        }
        self.response = self.browser.post(self.address, {**said, **(files or {})})
        return self


def begin(browser, slug, *, channel="phone", query="", **data):
    """Begin a journey for somebody; answers the call."""
    start = address("officer_journey", slug)
    sent = browser.post(f"{start}{query}", {"channel": channel, "language": "en", **data})
    assert sent.status_code == 302, sent.content.decode()
    found = re.search(r"/([0-9a-f-]{36})/$", sent["Location"])
    return Call(browser, slug, found[1])
