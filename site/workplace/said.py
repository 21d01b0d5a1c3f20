"""What the forms share in which people at work say something."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django import forms

from forms_engine.cursors import read_moment

if TYPE_CHECKING:  # what ``gettext_lazy`` gives has a name in the stubs alone
    from django.utils.functional import _StrPromise


class SaidForm(forms.Form):
    """A form whose errors are ours to word: the browser does not ask for what is missing."""

    use_required_attribute = False


def when_shown(said: str) -> datetime | None:
    """When the page was shown that a click came from, as its form carries it (``{% now "c" %}``); None for what is no
    moment."""
    return read_moment(said)


def words_field(
    label: "str | _StrPromise",
    required: "str | _StrPromise" = "",
    help_text: "str | _StrPromise" = "",
    *,
    rows: int = 3,
    longest: int = 1000,
    validators: Sequence[Callable[[str], None]] = (),
) -> forms.CharField:
    """A box for some sentences. ``required`` is what is said where it is left empty; without it, it may be."""
    return forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=label,
        help_text=help_text,
        required=bool(required),
        max_length=longest,
        validators=validators,
        error_messages={"required": required},
        widget=forms.Textarea(attrs={"rows": rows}),
        template_name="components/field/textarea.html",
    )
