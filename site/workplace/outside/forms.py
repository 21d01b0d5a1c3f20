"""What the people of a team outside can say about a request."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from forms_engine.requests.added_files import MOST_AT_ONCE
from forms_engine.requests.messages import LONGEST
from forms_engine.requests.models import Request
from forms_engine.requests.outcomes import outcomes_for
from forms_engine.requests.outside import handing_back
from forms_engine.requests.states import By, RequestState, moves_for
from workplace.said import SaidForm, words_field

# What they set themselves; asking has a form of its own, and cancelling is the council's.
CHOICES = {
    RequestState.IN_PROGRESS: (_("We are working on it"), _("The resident sees this at once.")),
    RequestState.RESOLVED: (_("It is done"), _("The resident is told.")),
}


class PageForm(SaidForm):
    """What the page showed: the state, and the number of the newest entry."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    read = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)


class UpdateForm(PageForm):
    """How it stands, with a message to the resident, and what came of it where its service asks."""

    state = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("How does it stand?"),
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"required": _("Choose how it stands"), "invalid_choice": _("Choose how it stands")},
    )
    outcome = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("What came of it?"), required=False, template_name="components/field/select.html"
    )
    message = words_field(
        _("Message to the resident"),
        help_text=_("They read this on their request’s page, and get it by email."),
        longest=LONGEST,
    )

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "update_%s", **kwargs})
        may = set(moves_for(request.state, By.OFFICER, received=request.received_at is not None))
        self.offered = [state for state in CHOICES if state in may]
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(state.value, CHOICES[state][0]) for state in CHOICES]
        field.widget.choices = [choice for choice in field.choices if choice[0] in self.offered]
        field.option_hints = {state.value: CHOICES[state][1] for state in self.offered}  # type: ignore[attr-defined]
        outcomes = [one for one in outcomes_for(request.service_id) if one.ends == RequestState.RESOLVED]
        chosen = self.fields["outcome"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", _("Choose, where it is done")), *((one.slug, one.name) for one in outcomes)]
        if not outcomes or RequestState.RESOLVED not in self.offered:
            del self.fields["outcome"]

    def clean(self) -> dict[str, Any]:
        """Whoever is done says what came of it, where its service names that."""
        said = super().clean() or self.cleaned_data
        if "outcome" in self.fields and "outcome" not in self.errors:
            if said.get("state") != RequestState.RESOLVED:
                said["outcome"] = ""
            elif not said.get("outcome"):
                self.add_error("outcome", _("Say what came of it"))
        return said


class AskForm(PageForm):
    """A question to the resident."""

    question = words_field(
        _("What do you need to know?"),
        required=_("Write what you want to ask"),
        longest=LONGEST,
    )
    wants_files = forms.BooleanField(required=False)


class NoteForm(SaidForm):
    """Words for colleagues and for the council."""

    text = words_field(
        _("Note for your colleagues and the council"),
        required=_("Write a note"),
        help_text=_("The resident does not see it."),
        longest=LONGEST,
    )


class HandBackForm(SaidForm):
    """Why it is not theirs. ``queue`` is the one that the page showed."""

    queue = forms.SlugField(widget=forms.HiddenInput)
    why = words_field(
        _("Why is it not yours?"),
        required=_("Say why it is not yours"),
        help_text=_("The council’s officers read this."),
        longest=handing_back.LONGEST,
    )


class ManyFilesInput(forms.FileInput):
    """A box for several files."""

    allow_multiple_selected = True


class PhotosForm(SaidForm):
    """Photos from the street. ``sending`` names the form, so that sending it twice adds each once."""

    sending = forms.UUIDField(widget=forms.HiddenInput)
    photos = forms.FileField(
        required=False, allow_empty_file=True
    )  # refused in words of ours, like any other
    words = words_field(_("What do they show?"), longest=500, rows=2)
    readers = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Who may see them?"),
        choices=[("resident", _("The resident, and the council")), ("council", _("The council only"))],
        widget=forms.RadioSelect,
        initial="council",
        template_name="components/field/radios.html",
        error_messages={"required": _("Say who may see them")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "photos_%s", "initial": {"sending": self.new()}, **kwargs})

    @staticmethod
    def new() -> UUID:
        """A name for a form that is shown for the first time."""
        return uuid4()

    def clean(self) -> dict[str, Any]:
        """At least one photo, and not too many at once."""
        said = super().clean() or self.cleaned_data
        photos = self.files.getlist("photos") if hasattr(self.files, "getlist") else []
        if not photos:
            self.add_error("photos", _("Take or choose a photo"))
        elif len(photos) > MOST_AT_ONCE:
            self.add_error("photos", _("Send %(most)s photos at a time, at most") % {"most": MOST_AT_ONCE})
        said["photos"] = photos
        return said
