"""The page that lists a group's items, as a form: what has been added, and whether to add another."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from forms_engine.runtime.evaluate import Evaluation, PageState
from forms_engine.runtime.problems import Problem
from forms_engine.runtime.summary import NOT_ANSWERED, describe
from forms_engine.runtime.values import Answer

ADD, GO_ON = "yes", "no"


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One item: its number from 1, what to call it ("Child 2"), its first answers in words, and where to change it."""

    number: int
    name: str
    lines: tuple[str, ...]
    step: str


class ItemsForm(forms.Form):
    """Whether to add another item; asked only where there can be one more."""

    template_of_page = "journeys/items.html"
    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        state: PageState,
        language: str,
        judge: Callable[[dict[str, Answer]], tuple[Problem, ...]] | None = None,
        **kwargs: Any,
    ) -> None:
        """``judge`` says what is wrong with the number of items."""
        kwargs.pop("answers", None)
        kwargs.pop("asker", None)
        super().__init__(*args, **kwargs)
        if state.group is None:
            raise TypeError(f"{state.step} lists no items")
        self.state, self.group, self.language, self._judge = state, state.group, language, judge
        self.can_add = state.items < state.group.max
        if self.can_add:
            self.fields["another"] = _another(self.item_name, some=bool(state.items))

    @property
    def item_name(self) -> str:
        """What one item is called, as it was written: "Child"."""
        return self.group.item.in_language(self.language)

    @property
    def wants_another(self) -> bool:
        """Whether one more is to be added."""
        return self.cleaned_data.get("another") == ADD

    def answers(self) -> dict[str, Answer]:
        """This page has no answers of its own: items are answered on theirs."""
        return {}

    def typed(self) -> dict[str, Answer]:
        """Nothing is lost by leaving it unanswered."""
        return {}

    def clean(self) -> dict[str, Any]:
        """Have the runtime judge the number of items."""
        cleaned = super().clean() or {}
        for found in self._judge({}) if self._judge else ():
            self.add_error(None, found.message.in_language(self.language))
        return cleaned


def _another(item_name: str, *, some: bool) -> forms.Field:
    item = item_name[:1].lower() + item_name[1:]
    label = (_("Do you need to add another %(item)s?") if some else _("Do you need to add a %(item)s?")) % {
        "item": item
    }
    field = forms.ChoiceField(
        label=label,
        choices=[(ADD, _("Yes")), (GO_ON, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes if you need to add another %(item)s") % {"item": item}},
    )
    field.template_name = "components/field/radios.html"  # type: ignore[attr-defined]  # stubs lack it
    return field


def listed_items(evaluation: Evaluation, state: PageState, language: str) -> list[ListedItem]:
    """The items of a list page in order, each with its first two answers in words; never a hidden one. An item that
    nothing is asked about leads to the list itself."""
    if state.group is None:
        return []
    questions = {question.key: question for question in state.group.questions if question.type != "hidden"}
    items = evaluation.answers.get(state.group.key, [])
    nothing = NOT_ANSWERED.get(language.split("-")[0], NOT_ANSWERED["en"])
    return [
        ListedItem(
            number=number,
            name=f"{state.group.item.in_language(language)} {number}",
            lines=tuple(
                ", ".join(describe(questions[key], answer, language))
                for key, answer in [pair for pair in item.items() if pair[0] in questions][:2]
            )
            or (nothing,),
            step=next(
                (
                    other.step
                    for other in evaluation.path
                    if other.group is state.group and other.item == number
                ),
                state.step,
            ),
        )
        for number, item in enumerate(items, start=1)
    ]
