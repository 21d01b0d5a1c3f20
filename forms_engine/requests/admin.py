"""What services promise about their requests, in Wagtail's admin, for administrators: the words for their states, their
stages and targets, what is urgent, and the days on which the council is closed."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from forms_engine.booking import closing
from forms_engine.catalogue.models import ClosureDay, Service
from forms_engine.catalogue.selectors import staff_to_choose
from forms_engine.requests import tasks
from forms_engine.requests.models import AfterSending, RepeatWindow, Stage, StateWording, Urgency
from forms_engine.requests.states import BEFORE_RECEIVED, RequestState
from forms_engine.requests.wording import LONGEST
from forms_engine.requests.words_field import WordsField


class _OfAService(WagtailAdminModelForm):
    """A form about a service: its English row, which requests point at."""

    service = forms.ModelChoiceField(queryset=Service.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Service.objects.filter(locale__language_code="en").order_by("name")


class StateWordingForm(_OfAService):
    """The words for one state."""

    words = WordsField(
        longest=LONGEST,
        help_text=_(
            "What its customers read, such as “Being processed by the parking team”. Officers go on reading the "
            "state's own name."
        ),
    )

    class Meta:
        model = StateWording
        fields = ["service", "state", "words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(state.value, state.label) for state in RequestState if state not in BEFORE_RECEIVED]


class StageForm(_OfAService):
    """One stage's targets and what follows it."""

    name = WordsField(required=False, longest=100, help_text=_("Such as “Stage 2: a second look”."))
    signposting = WordsField(
        required=False,
        rows=4,
        help_text=_(
            "What its customer reads when this stage has ended: where to go if they are not satisfied."
        ),
    )

    class Meta:
        model = Stage
        fields = [
            "service",
            "number",
            "name",
            "acknowledge_within",
            "resolve_within",
            "warn_before",
            "next_within_days",
            "signposting",
        ]


class UrgencyForm(_OfAService):
    """Whom to alert, and whom customers ring."""

    words = WordsField(
        label="What customers read",
        rows=3,
        longest=300,
        help_text=_("Such as “If somebody is in danger now, call 999. To speak to us at any hour, call”."),
    )

    class Meta:
        model = Urgency
        fields = ["service", "minutes", "person", "then", "phone", "words"]
        labels = {
            "minutes": "Minutes until somebody is alerted",
            "person": "Who is alerted first",
            "then": "Who is alerted next",
            "phone": "Telephone number for customers",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "then"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = staff_to_choose()


class _Index(IndexView):
    """With the services' names, in one query."""

    def get_base_queryset(self) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_base_queryset().select_related("service")
        return found


def _english(name: str) -> Any:
    return lambda row: getattr(row, name).get("en", "")


class _Promises(ModelViewSet):
    """What the screens of this group have in common."""

    icon = "form"
    copy_view_enabled = False
    index_view_class = _Index


class StateWordingViewSet(_Promises):
    """The words for states."""

    model = StateWording
    name = url_prefix = "state-wordings"
    menu_label = _("Words for states")
    list_display = [
        "service",
        "state",
        Column("words", accessor=_english("words")),
    ]
    ordering = ["service__name", "state"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, for a new one and for one there is."""
        return StateWordingForm


class StageViewSet(_Promises):
    """Stages and targets."""

    model = Stage
    name = url_prefix = "stages"
    menu_label = _("Stages and targets")
    list_display = [
        "service",
        "number",
        Column("name", accessor=_english("name")),
        Column("acknowledge_within", label="Working days to begin", accessor="acknowledge_within"),
        Column("resolve_within", label="Working days to resolve", accessor="resolve_within"),
    ]
    ordering = ["service__name", "number"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, for a new one and for one there is."""
        return StageForm


class UrgencyViewSet(_Promises):
    """What cannot wait."""

    model = Urgency
    name = url_prefix = "urgent-services"
    menu_label = _("Urgent services")
    list_display = [
        "service",
        "minutes",
        Column("person", label="Who is alerted first", accessor="person"),
        "phone",
    ]
    ordering = ["service__name"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, for a new one and for one there is."""
        return UrgencyForm


class RepeatWindowForm(_OfAService):
    """For how many days somebody who comes back is back about the same thing."""

    class Meta:
        model = RepeatWindow
        fields = ["service", "days"]


class RepeatWindowViewSet(_Promises):
    """Services for which that is not two weeks."""

    model = RepeatWindow
    name = url_prefix = "repeat-windows"
    menu_label = _("Coming back about it")
    list_display = ["service", "days"]
    ordering = ["service__name"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, for a new one and for one there is."""
        return RepeatWindowForm


class AfterSendingForm(_OfAService):
    """What a service's customers may still do with what they have sent."""

    class Meta:
        model = AfterSending
        fields = ["service", "may_add", "correct_until", "may_withdraw", "print_letters_after"]
        labels = {
            "may_add": "Customers may add words and files",
            "correct_until": "Customers may correct what they answered",
            "may_withdraw": "Customers may take it back",
            "print_letters_after": "Days until an unread letter is printed",
        }


class AfterSendingViewSet(_Promises):
    """Services for which something else holds than for all."""

    model = AfterSending
    name = url_prefix = "after-sending"
    menu_label = _("After sending")
    list_display = ["service", "may_add", "correct_until", "may_withdraw", "print_letters_after"]
    ordering = ["service__name"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, for a new one and for one there is."""
        return AfterSendingForm


class _AddClosure(CreateView):
    """Running clocks are counted again, and the times that can be booked follow."""

    def save_instance(self) -> Any:
        saved = super().save_instance()
        tasks.count_clocks_again.defer()
        closing.follow()
        return saved


class _EditClosure(EditView):
    """Running clocks are counted again, and the times that can be booked follow."""

    def save_instance(self) -> Any:
        saved = super().save_instance()
        tasks.count_clocks_again.defer()
        closing.follow()
        return saved


class _DeleteClosure(DeleteView):
    """Running clocks are counted again, and the times that can be booked follow."""

    def delete_action(self) -> None:
        super().delete_action()
        tasks.count_clocks_again.defer()
        closing.follow()


class ClosureDayViewSet(ModelViewSet):
    """Days off beside weekends and bank holidays."""

    model = ClosureDay
    name = url_prefix = "closure-days"
    icon = "date"
    menu_label = _("Days we are closed")
    form_fields = ["day", "name"]
    list_display = ["day", "name"]
    ordering = ["-day"]
    copy_view_enabled = False
    add_view_class = _AddClosure
    edit_view_class = _EditClosure
    delete_view_class = _DeleteClosure


class PromisesViewSetGroup(ViewSetGroup):
    """Under Settings."""

    menu_label = _("What services promise")
    menu_icon = "calendar-check"
    add_to_settings_menu = True
    items = (
        StateWordingViewSet(),
        StageViewSet(),
        UrgencyViewSet(),
        RepeatWindowViewSet(),
        AfterSendingViewSet(),
        ClosureDayViewSet(),
    )
