"""The officer's screen as its template shows it: every page with its boxes, what to say for each, and what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.forms.utils import ErrorDict, ErrorList

from forms_engine.definition.document import Definition, Question
from forms_engine.journeys.context import content_block, item_caption
from forms_engine.journeys.forms import PageForm
from forms_engine.journeys.models import Submission
from forms_engine.journeys.officer.continuing import Comes, Verdict
from forms_engine.journeys.officer.keeping import Change
from forms_engine.journeys.officer.reading import prefix_of
from forms_engine.journeys.officer.saying import Spoken, spoken
from forms_engine.journeys.officer.screen import ShownPage
from forms_engine.journeys.uploads import scan_states
from forms_engine.runtime.values import Answer
from themes.fields import AddressSearch


class ScreenForm(PageForm):
    """A page's boxes with what is kept in them. It is never sent itself (``reading``): what is wrong is told to it."""

    def __init__(self, *args: Any, refused: Mapping[str, Sequence[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._refused = ErrorDict({key: ErrorList(words) for key, words in refused.items()})
        for made in self.fields.values():
            made.is_page_heading = False  # type: ignore[attr-defined]  # read by its template
            # The browser knows the officer, not the caller.
            for box in getattr(made.widget, "widgets", [made.widget]):
                if "autocomplete" in box.attrs:
                    box.attrs["autocomplete"] = "off"

    @property
    def errors(self) -> ErrorDict:
        """What is wrong, by question."""
        return self._refused


@dataclass(frozen=True, slots=True)
class PagePart:
    """One thing on a page: a question with what to say (``field``, ``say``) or content (``content``)."""

    field: Any = None
    say: Spoken | None = None
    content: dict[str, Any] | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """One page. ``here``: the officer goes on with it, so that the browser begins there. ``is_said``: its title is what its
    one question is called. ``wrong``: what is said of the
    page as a whole. Of a list of items, ``group`` is its key, ``can_add`` and ``can_remove`` what can be done."""

    step: str
    anchor: str
    title: str
    is_said: bool
    item: str
    parts: list[PagePart]
    form: PageForm | None
    wrong: tuple[str, ...] = ()
    is_new: bool = False
    here: bool = False
    is_exit: bool = False
    group: str = ""
    in_group: str = ""
    item_name: str = ""
    number: int = 0
    of_items: int = 0
    can_add: bool = False
    can_remove: bool = False

    @property
    def remove_value(self) -> str:
        """What its button to take the item out carries."""
        return f"{self.in_group}:{self.number}:{self.of_items}"


@dataclass(slots=True)
class Told:
    """What is to be told on the screen besides the pages."""

    verdict: Verdict
    searches: Mapping[str, Mapping[str, AddressSearch]] = field(default_factory=dict)
    refused: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    at: str = ""


def anchor_of(step: str) -> str:
    """A page's name in the address."""
    return "part-" + step.replace("/", "-")


def screen_pages(
    definition: Definition, submission: Submission, screen: Sequence[ShownPage], told: Told
) -> list[ScreenPage]:
    """The pages in the order asked. One query where there are files, none otherwise."""
    language = submission.language
    files = _asks_for_files(screen)
    scans = scan_states(submission) if files else {}
    at = told.at or (told.verdict.at if told.verdict.comes != Comes.WRONG else "")
    return [_page(definition, page, told, scans, at, language) for page in screen]


def _page(
    definition: Definition, page: ShownPage, told: Told, scans: Mapping[str, str], at: str, language: str
) -> ScreenPage:
    state = page.state
    asked = [one for one in state.questions if one.type != "hidden"]
    refused = {key: list(words) for key, words in told.refused.get(page.step, {}).items()}
    wrong = []
    for found in told.verdict.problems.get(page.step, ()):
        words = found.message.in_language(language)
        if any(one.key == found.question for one in asked):
            refused.setdefault(found.question, []).append(words)
        else:
            wrong.append(words)
    form = None
    if asked:
        form = ScreenForm(
            state=state,
            language=language,
            answers={**state.answers, **_typed_over(told.changes, page.step)},
            prefix=prefix_of(page.step) or None,
            refused=refused,
        )
        for key, search in told.searches.get(page.step, {}).items():
            if key in form.fields and getattr(form.fields[key], "search", None) is not None:
                form.fields[key].search = search  # type: ignore[attr-defined]
        for question in form.file_questions:
            form.fields[question.key].file_states = dict(scans)  # type: ignore[attr-defined]
    group = state.group
    is_first_of_item = bool(state.item) and _is_first_of_item(page, definition)
    can_change = group is not None and not group.count
    return ScreenPage(
        step=page.step,
        anchor=anchor_of(page.step),
        title=state.page.title.in_language(language),
        is_said=len(asked) == 1
        and asked[0].label.in_language(language) == state.page.title.in_language(language),
        item=item_caption(state, language),
        parts=_parts(page, form, language),
        form=form,
        wrong=tuple(wrong),
        is_new=page.step in told.verdict.new,
        here=page.step == at,
        is_exit=state.page.exit,
        group=group.key if group and state.is_list else "",
        in_group=group.key if group else "",
        item_name=group.item.in_language(language) if group else "",
        number=state.item,
        of_items=state.items,
        can_add=can_change and state.is_list and group is not None and state.items < group.max,
        can_remove=can_change and is_first_of_item and group is not None and state.items > group.min,
    )


def _parts(page: ShownPage, form: PageForm | None, language: str) -> list[PagePart]:
    parts = []
    for block in page.state.blocks:
        if not isinstance(block, Question):
            parts.append(PagePart(content=content_block(block, language)))
        elif block.type != "hidden" and form is not None:
            said, boxes = spoken(block, language), form[block.key]
            if said.more:
                boxes.help_text = ""  # it is read out
            parts.append(PagePart(field=boxes, say=said, id=f"{boxes.auto_id}_say"))
    return parts


def _is_first_of_item(page: ShownPage, definition: Definition) -> bool:
    """Whether it is the first page that is always asked about an item: where the item can be taken out."""
    group = page.state.group
    return group is not None and page.state.page.key == group.pages[0].key


def _typed_over(changes: Sequence[Change], step: str) -> dict[str, Answer]:
    """Of answers that two people have changed, what the officer typed: it stands in the box until they have decided."""
    return {one.question: one.typed for one in changes if one.step == step and one.is_clash}


def _asks_for_files(screen: Sequence[ShownPage]) -> bool:
    return any(
        one.type == "file" and page.state.answers.get(one.key)
        for page in screen
        for one in page.state.questions
    )
