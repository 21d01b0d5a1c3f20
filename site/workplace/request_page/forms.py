"""What an officer can say about a request on its page: a question, files, a part that is taken out."""

from typing import Any
from uuid import UUID, uuid4

from django import forms

from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.requests.added_files import MOST_AT_ONCE, MOST_MEGABYTES, Sending
from forms_engine.requests.messages import LONGEST
from forms_engine.requests.models import Request, RequestFile
from forms_engine.requests.splitting import LONGEST_TITLE, Part, services_to_split_to
from themes.file_fields import ManyFilesField
from workplace.said import SaidForm, words_field

LONGEST_WORDS = 1000  # about files


class AskForm(SaidForm):
    """A question to the customer. ``seen`` and ``read`` as in ``workplace.forms.DecisionForm``."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    read = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    question = words_field(
        "What do you need from them?",
        "Write what you want to ask",
        "They read it and answer on their request’s page: an email or text message tells them that it is there. Until "
        "they answer it waits, and its clock is on hold.",
        rows=4,
        longest=LONGEST,
    )
    wants_files = forms.BooleanField(required=False, label="They can add photos or documents to their answer")


class FilesForm(SaidForm):
    """Files that an officer adds. ``sending`` names the form, so that what is sent twice is kept once."""

    sending = forms.UUIDField(widget=forms.HiddenInput, required=False)
    attached = ManyFilesField(
        label="Photos or documents",
        help_text=f"{MOST_AT_ONCE} at most, each smaller than {MOST_MEGABYTES} MB",
        offers_camera=True,
        error_messages={"required": "Choose a file, or take a photo"},
    )
    words = words_field("What do they show? (optional)", rows=2, longest=LONGEST_WORDS)
    readers = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Who may see them?",
        choices=[("customer", "The customer, who is told"), ("colleagues", "Colleagues only")],
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"required": "Say who may see them"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "files_%s", "initial": {"sending": uuid4()}, **kwargs})

    def sent(self) -> Sending:
        """The files, as they are taken in."""
        return Sending(self.cleaned_data["attached"], self.cleaned_data.get("sending") or uuid4())


class SplitForm(SaidForm):
    """What is taken out of a request into one of its own."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    title = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="What is the new request about?",
        help_text="A few words. Its customer reads them.",
        max_length=LONGEST_TITLE,
        template_name="components/field/text.html",
        error_messages={"required": "Say what the new request is about"},
    )
    service = forms.ModelChoiceField(
        queryset=Service.objects.none(),
        label="Which service is it for?",
        to_field_name="slug",
        empty_label="Choose a service",
        template_name="components/field/select.html",
        error_messages={
            "required": "Choose the service that it is for",
            "invalid_choice": "Choose a service from the list",
        },
    )
    what = words_field(
        "What belongs to it?",
        "Write what belongs to the new request",
        "The part of what they told us that goes there, in their words where you can. The team there reads it, and the "
        "customer.",
        rows=6,
        longest=LONGEST,
    )
    with_files = forms.MultipleChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Which files go with it?",
        help_text="They stay here as well.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/field/checkboxes.html",
    )
    tell_customer = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Tell the customer?",
        choices=[("yes", "Yes, send them the new reference"), ("no", "No, say nothing")],
        initial="yes",
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"required": "Say whether to tell the customer"},
    )

    def __init__(
        self, *args: Any, principal: Principal, request: Request, files: list[RequestFile], **kwargs: Any
    ) -> None:
        initial = {"seen": request.state, "tell_customer": "yes"}
        super().__init__(*args, **{"initial": initial, **kwargs})
        services, chosen = self.fields["service"], self.fields["with_files"]
        assert isinstance(services, forms.ModelChoiceField)
        assert isinstance(chosen, forms.MultipleChoiceField)
        services.queryset = services_to_split_to(principal)
        chosen.choices = [(str(kept.file_id), kept.file.name) for kept in files if kept.deleted_at is None]
        if not chosen.choices:
            del self.fields["with_files"]

    def part(self) -> Part:
        """What was said, for ``splitting.split``."""
        said = self.cleaned_data
        return Part(
            title=said["title"],
            service=said["service"].slug,
            what=said["what"],
            files=frozenset(UUID(one) for one in said.get("with_files") or ()),
            tell_customer=said["tell_customer"] == "yes",
        )
