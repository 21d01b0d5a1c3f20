"""The officer's screen from what was sent to what is shown next: read, keep, look up, judge."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Definition
from forms_engine.journeys.lookups.submissions import judged_with_look_up
from forms_engine.journeys.models import Submission
from forms_engine.journeys.officer.continuing import Comes, Verdict, first_look, go_on
from forms_engine.journeys.officer.keeping import Change, keep_typed, lists_that_moved
from forms_engine.journeys.officer.reading import Sent, read_sent
from forms_engine.journeys.officer.screen import ShownPage, screen_of
from forms_engine.journeys.officer.seen import Seen, read_seen, seen_now
from forms_engine.journeys.officer.showing import ScreenPage, Told, anchor_of, screen_pages
from forms_engine.journeys.services import evaluate_submission
from forms_engine.runtime.checks import check_answer
from forms_engine.runtime.evaluate import Evaluation
from forms_engine.runtime.summary import describe
from forms_engine.runtime.tidy import tidy
from forms_engine.runtime.values import is_blank

UNFINISHED = "an answer that is not right yet"
MOST_LOOK_UPS = 2  # made by one Continue; the next makes the next


@dataclass(slots=True)
class Screen:
    """One officer's screen, at one moment. ``changes``: what somebody else has answered meanwhile; ``moved``: the groups
    of which somebody has taken an item out; ``typed``: the pages on which the officer
    has changed something just now."""

    submission: Submission
    definition: Definition
    evaluation: Evaluation
    pages: Sequence[ShownPage]
    verdict: Verdict
    sent: Sent | None = None
    changes: tuple[Change, ...] = ()
    moved: tuple[str, ...] = ()
    typed: frozenset[str] = frozenset()

    @property
    def is_done(self) -> bool:
        """Whether everything is answered, and seen."""
        return self.verdict.comes == Comes.ALL

    def shown(self) -> list[ScreenPage]:
        """The pages for the template."""
        sent = self.sent
        told = Told(
            self.verdict,
            sent.searches if sent else {},
            sent.refused if sent else {},
            self.changes,
            sent.at if sent else "",
        )
        return screen_pages(self.definition, self.submission, self.pages, told)

    def seen(self) -> str:
        """What is shown, for the form to carry."""
        return seen_now(
            self.definition, self.submission.answers, self.pages, self.verdict, timezone.localdate()
        )

    def words_of(self, change: Change) -> str:
        """What somebody else has answered, in words."""
        question, language = self.definition.questions_by_key[change.question], self.submission.language
        if is_blank(change.now):
            return ", ".join(describe(question, None, language))
        if check_answer(question, change.now, timezone.localdate()):
            return UNFINISHED
        return ", ".join(describe(question, tidy(question, change.now), language))

    def anchor(self, step: str) -> str:
        """Where on the screen a page is; "" where it is not on it."""
        return anchor_of(step) if any(page.step == step for page in self.pages) else ""


def open_screen(submission: Submission) -> Screen:
    """The screen as it is opened: at the page that somebody stopped at, nothing judged."""
    definition, evaluation = definition_of(submission.version_id), evaluate_submission(submission)
    pages = screen_of(definition, evaluation)
    saved = getattr(submission, "saved", None)
    return Screen(
        submission, definition, evaluation, pages, first_look(pages, evaluation, saved.step if saved else "")
    )


def keep_screen(
    submission: Submission, data: QueryDict, files: MultiValueDict[str, Any]
) -> tuple[Screen, Seen]:
    """Keep what was sent, and the screen with it before anything is judged.

    Raises:
        AlreadySubmitted: when it has been sent.
    """
    definition, seen = definition_of(submission.version_id), read_seen(data.get("seen", ""))
    sent = read_sent(definition, submission, seen, data, files, language=submission.language)
    before = sent.submission.answers
    kept = keep_typed(submission.id, sent.typed, seen)
    kept.submission.customer, kept.submission.request = submission.customer, submission.request
    evaluation = evaluate_submission(kept.submission)
    screen = Screen(
        kept.submission,
        definition,
        evaluation,
        screen_of(definition, evaluation),
        Verdict(Comes.NEXT, judged=seen.judged),
        sent,
        kept.changes,
        tuple(lists_that_moved(definition, before, seen)),
        kept.typed,
    )
    return screen, seen


def continue_from(screen: Screen, seen: Seen, network: str) -> Screen:
    """What Continue says: look up what is to be looked up, then judge what the officer has seen and come to. Where a
    button of a box was pressed, nothing is judged."""
    if screen.sent is not None and screen.sent.stays:
        return screen
    evaluation = screen.evaluation
    for one in [one for one in evaluation.looked_up if one.page in seen.blocks][:MOST_LOOK_UPS]:
        evaluation = judged_with_look_up(screen.submission, one.page, screen.submission.answers, network)
    screen.evaluation = evaluation
    screen.pages = screen_of(screen.definition, evaluation)
    screen.verdict = go_on(
        screen.pages,
        evaluation,
        seen=seen.blocks,
        typed=screen.typed,
        judged=seen.judged,
        pointed=seen.pointed,
    )
    return screen
