"""What is filled in to bring an old site."""

from typing import Any

from django import forms

from content.moving_in.rules import TYPES, NotARule, Rule, read_rules
from content.page_choice import offer, page_field
from content.sections.held import held_pages

# What the web server lets through; more is brought by the command line.
LARGEST = 25 * 1024 * 1024
TOO_LARGE = (
    "This is larger than 25 MB. Part it, or ask who runs this site to bring it (manage.py content move-in)."
)


class BringForm(forms.Form):
    """A list, its pages, and where they go."""

    file = forms.FileField(
        label="List of old addresses",
        help_text="A crawl saved as CSV (such as Screaming Frog’s “Internal”), a CSV of your own, or a sitemap.xml.",
        error_messages={"required": "Choose the list.", "empty": "The file is empty."},
    )
    saved_pages = forms.FileField(
        label="Their saved pages",
        required=False,
        help_text="A ZIP of the pages as your crawler saved them (.html). Not needed where the list has the text itself.",
        error_messages={"empty": "The file is empty."},
    )
    under = page_field(
        label="Below",
        help_text="Where the drafts go, if no rule says otherwise: the front page, or a section.",
        error_messages={"invalid_choice": "Choose a page of your sections.", "required": "Choose a page."},
    )
    host = forms.CharField(
        label="Old site",
        required=False,
        max_length=255,
        help_text="Its name, such as www.wold.example. If empty: the one that most addresses of the list have.",
    )
    rules = forms.CharField(
        label="Rules",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One a line: the beginning of old addresses, what these pages become, and in which section. "
        f"For example: /news/ news /news/. There are {', '.join(TYPES)}.",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "under", held_pages(user))

    def clean_file(self) -> Any:
        """Not larger than the web server lets through."""
        return _not_too_large(self.cleaned_data["file"])

    def clean_saved_pages(self) -> Any:
        """Likewise."""
        return _not_too_large(self.cleaned_data["saved_pages"])

    def clean_host(self) -> str:
        """A host alone: somebody may have copied the address of its front page."""
        host = self.cleaned_data["host"].strip().lower()
        host = host.partition("://")[2] or host
        host = host.partition("/")[0].partition(":")[0].removeprefix("www.")
        if host and ("." not in host or not host.isprintable() or " " in host):
            raise forms.ValidationError("Write the name of the old site, such as www.wold.example.")
        return host

    def clean_rules(self) -> list[Rule]:
        """Rules, or what is wrong with the first that is none."""
        try:
            return read_rules(self.cleaned_data["rules"])
        except NotARule as error:
            raise forms.ValidationError(str(error)) from error


def _not_too_large(file: Any) -> Any:
    if file and file.size > LARGEST:
        raise forms.ValidationError(TOO_LARGE)
    return file
