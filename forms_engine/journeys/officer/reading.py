"""Reading what an officer sent from the screen: a form for each page that was on it, read and kept, judged by nobody yet."""

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from forms_engine.definition.document import Definition, Page
from forms_engine.journeys.forms import PageForm
from forms_engine.journeys.models import Submission
from forms_engine.journeys.officer.screen import page_of
from forms_engine.journeys.officer.seen import Seen
from forms_engine.journeys.page_files import keep_files
from forms_engine.runtime.evaluate import PageState
from forms_engine.runtime.steps import item_of
from forms_engine.runtime.values import Answer
from themes.fields import AddressSearch


def prefix_of(step: str) -> str:
    """What the names of a page's boxes begin with: nothing, but for the pages about an item, which are asked again for
    each. No question's key has an underscore."""
    item = item_of(step)
    return f"{item[0]}_{item[1]}" if item else ""


@dataclass(slots=True)
class Sent:
    """What was sent. ``typed``: by page and question. ``searches``: where finding an address stands, by page and question;
    ``refused``: what is said of a search or a file, likewise. ``stays``: a button of a box was pressed, so that nothing is
    to be judged. ``at``: on which page."""

    submission: Submission
    typed: dict[str, dict[str, Answer]] = field(default_factory=dict)
    searches: dict[str, dict[str, AddressSearch]] = field(default_factory=dict)
    refused: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    stays: bool = False
    at: str = ""


def read_sent(
    definition: Definition,
    submission: Submission,
    seen: Seen,
    data: QueryDict,
    files: MultiValueDict[str, Any],
    *,
    language: str,
) -> Sent:
    """Read the boxes of every page that was on the screen. Files are taken in at once, as on the pages of the wizard."""
    sent = Sent(submission)
    for step, places in seen.blocks.items():
        found = page_of(definition, step)
        if found is None:
            continue
        page, _group, _item = found
        form = _form(page, step, places, data, files, submission, language)
        if form is None:
            continue
        sent.submission = keep_files(form, sent.submission, step, form.files)
        sent.typed[step] = form.typed()
        sent.searches[step] = {key: one.search for key, one in form.searched.items()}
        refused = {**form.refused_uploads}
        refused |= {key: [one.problem] for key, one in form.searched.items() if one.problem}
        if refused:
            sent.refused[step] = refused
        if form.stays:
            sent.stays, sent.at = True, step
    return sent


def _form(
    page: Page,
    step: str,
    places: frozenset[int],
    data: QueryDict,
    files: MultiValueDict[str, Any],
    submission: Submission,
    language: str,
) -> PageForm | None:
    blocks = tuple(block for place, block in enumerate(page.blocks) if place in places)
    state = PageState(step, page, blocks, (), {})
    if not state.questions:
        return None
    prefix = prefix_of(step)
    if prefix:
        data, files = without_prefix(data, prefix), without_prefix(files, prefix)
    return PageForm(data, files, state=state, language=language, answers={}, asker=str(submission.id))


def without_prefix(sent: Any, prefix: str) -> Any:
    """Of what was sent, that of one item, under the questions' own names."""
    own: Any = QueryDict(mutable=True) if isinstance(sent, QueryDict) else MultiValueDict()
    for name, values in sent.lists():
        if name.startswith(f"{prefix}-"):
            own.setlist(name.removeprefix(f"{prefix}-"), values)
    return own
