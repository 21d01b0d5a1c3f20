"""Rules about paths: every page can be reached, and somebody can get to the end."""

from collections.abc import Iterator

from forms_engine.definition.lint.rule import Fault, Survey, rule
from forms_engine.definition.reasoning.search import Answerable


@rule("two-exits", "error", "A second exit page that everybody would be led to.")
def two_exits(survey: Survey) -> Iterator[Fault]:
    always = [page for _number, page in survey.outline.exits if page.show_when is None]
    for page in always[1:]:
        yield (
            f"page {page.key}",
            f"Say when this exit page is shown: the journey always ends at “{always[0].key}” before it.",
        )


@rule("no-way-through", "error", "Nobody can get to check-your-answers, whatever they answer.", whole=True)
def no_way_through(survey: Survey) -> Iterator[Fault]:
    always = next((page for _number, page in survey.outline.exits if page.show_when is None), None)
    if always:
        yield (
            f"page {always.key}",
            "Say when this exit page is shown: everybody is led to it, and nothing can be sent.",
        )
    elif survey.reasoner.end_is_reached().outcome is Answerable.NEVER:
        yield (
            "pages",
            "Correct when the exit pages are shown: whatever is answered, one of them ends the journey.",
        )


@rule("unreachable-page", "warning", "A page that no answers lead to.", whole=True)
def unreachable_page(survey: Survey) -> Iterator[Fault]:
    always = next((number for number, page in survey.outline.exits if page.show_when is None), None)
    for number, page in enumerate(survey.definition.all_pages):
        if always is not None and number > always:
            ends = survey.definition.all_pages[always].key
            yield (
                f"page {page.key}",
                f"Move or remove this page: the journey always ends before it, at “{ends}”.",
            )
        elif survey.reasoner.page_is_reached(number).outcome is Answerable.NEVER:
            yield f"page {page.key}", "Correct when this page is shown, or remove it: no answers lead to it."


@rule("unreachable-block", "warning", "A question or content that nobody is ever shown.", whole=True)
def unreachable_block(survey: Survey) -> Iterator[Fault]:
    for number, page in enumerate(survey.definition.all_pages):
        for index, block in enumerate(page.blocks):
            if block.show_when is None:
                continue
            if (
                survey.reasoner.block_is_shown(number, index).outcome is Answerable.NEVER
                and survey.reasoner.page_is_reached(number).outcome is not Answerable.NEVER
            ):
                key = getattr(block, "key", "")
                yield (
                    f"question {key}" if key else f"page {page.key}, block {index + 1}",
                    "Correct when this is shown, or remove it: no answers lead to it.",
                )


@rule("empty-page", "warning", "A page with nothing on it.")
def empty_page(survey: Survey) -> Iterator[Fault]:
    for page in survey.definition.all_pages:
        if not page.blocks:
            yield f"page {page.key}", "Put something on this page or remove it: it has only a title."


@rule("exit-asks", "warning", "An exit page that asks questions, whose answers go nowhere.")
def exit_asks(survey: Survey) -> Iterator[Fault]:
    for _number, page in survey.outline.exits:
        if page.questions:
            yield (
                f"page {page.key}",
                "Take the questions off this exit page: nothing can be sent from it, so nobody gets the answers.",
            )


@rule("exit-in-group", "error", "An exit page inside a group.")
def exit_in_group(survey: Survey) -> Iterator[Fault]:
    for group in survey.definition.groups.values():
        for page in group.pages:
            if page.exit:
                yield f"page {page.key}", f"Move this exit page out of “{group.key}”: a group has none."


@rule("asks-nothing", "warning", "A journey without a single question.", whole=True)
def asks_nothing(survey: Survey) -> Iterator[Fault]:
    if not survey.asked:
        yield "pages", "Ask at least one question: this journey has none, so there is nothing to send."


RULES = (
    two_exits,
    no_way_through,
    unreachable_page,
    unreachable_block,
    empty_page,
    exit_asks,
    exit_in_group,
    asks_nothing,
)
