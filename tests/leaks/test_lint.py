"""A lint: what people read is not fetched past the rule.

Rows of these models carry audience keys. Outside the places named here, code asks a selector for them.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

MODELS = {
    "Page",
    "ContentPage",
    "HomePage",
    "StandardPage",
    "ServicePage",
    "ArticlePage",
    "TopicPage",
    "KnowledgeRoot",
    "DirectoryPage",
    "DirectoryEntryPage",
    "NewsIndexPage",
    "NewsPage",
    "EventsIndexPage",
    "EventPage",
    "AToZPage",
    "LookupPage",
    "SharedDocumentsPage",
    "PrivacyPage",
    "AccessibilityPage",
    "CookiesPage",
    "GuildhallImage",
    "GuildhallDocument",
    "GuildhallRendition",
    "Alert",
    "Journey",
    "JourneyVersion",
}
MANAGERS = {"objects", "_default_manager", "_base_manager"}

# Files and folders that may, and why.
ALLOWED = {
    "forms_engine/catalogue/": "the rule itself for journeys, and its verbs, which write",
    "site/content/files.py": "asks the collection of each file before it gives it",
    "site/content/pictures.py": "asks the collection",
    "site/content/picture_sizes.py": "the sizes of a picture whose collection was asked, or that is told to nobody",
    "site/content/tasks.py": "a job that makes a picture's sizes, and shows none",
    "site/content_api/targets.py": "asks the collection; pages come from the selector",
    "site/content_api/previews/": "the editor's right was asked when the signed token was made",
    "site/content_api/webhooks/": "tells back offices of addresses, by the keys before and after",
    "site/content/links.py": "translation keys alone; the pages come from the selector",
    "site/content/exchange/": "writes pages from files; what it writes to files is the operator's",
    "site/content/languages/": "writes translations; its status report is the admin's",
    "site/content/sections/": "the admin's: who edits what",
    "site/content/page_choice.py": "the admin's: an empty choice, filled with the pages somebody may choose",
    "site/content/retiring/": "the admin's: cut by known_pages",
    "site/content/reviews/": "writes reviews, and letters to owners; its report is cut by held_pages",
    "site/content/links_checked/": "a job that looks every page over; its report is cut by held_pages",
    "site/content/missing_addresses/": "the admin's: whether a page is at an address, which is told to nobody",
    "site/content/moving_in/": "writes drafts for who may make them; a page they may not know of is not there (placing.knows)",
    "site/knowledge/embedding.py": "the list of articles an editor of a journey chooses from",
    "site/content/founding.py": "makes an empty house's front pages",
    "site/content/journey_choice.py": "the admin's: editors put journeys on pages of every host",
    "site/knowledge/exchange.py": "the root alone, for reading and writing files",
    "site/knowledge/founding.py": "makes an empty house's knowledge root",
    "site/knowledge/keeping.py": "what may not go away: a refusal names nothing of the article",
    "site/knowledge/models.py": "an address is given once in a language",
    "site/knowledge/reading/": "which sites a page is on, by its front page; its reports are the admin's",
    "site/knowledge/reports/": "the report of unhelpful articles, for those who look after them",
    "site/knowledge/upkeep/": "writes reviews; its list is its owner's",
    "site/demo/": "writes the demonstration",
    "site/workplace/people/photos.py": "writes photos; one is shown to whoever may see the entry that has it",
    "forms_engine/editor/": "the admin's: editors build journeys there",
    "forms_engine/requests/data_life/register.py": "the council's register of processing names every journey",
    "forms_engine/journeys/": "drafts under way: their journey was found by the selector when they were started",
}


def reads_past_the_rule(tree: ast.AST) -> list[int]:
    """The lines on which a manager of one of the models is used, other than in the arguments of ``visible_to``."""
    ruled = {
        id(inside)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "visible_to"
        for inside in ast.walk(call)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in MANAGERS
        and isinstance(node.value, ast.Name)
        and node.value.id in MODELS
        and id(node) not in ruled
    ]


def sources() -> list[Path]:
    parts = ("site", "forms_engine", "payments", "themes", "search")
    found = [file for part in parts for file in sorted((ROOT / part).rglob("*.py"))]
    return [file for file in found if "migrations" not in file.parts]


def test_nothing_people_read_is_fetched_past_the_rule():
    found = []
    for file in sources():
        name = file.relative_to(ROOT).as_posix()
        if not any(name.startswith(allowed) for allowed in ALLOWED):
            found += [f"{name}:{line}" for line in reads_past_the_rule(ast.parse(file.read_text()))]
    assert found == [], "ask a selector, or name the file in ALLOWED with the reason"


def test_every_exception_is_still_one():
    used = {
        file.relative_to(ROOT).as_posix()
        for file in sources()
        if reads_past_the_rule(ast.parse(file.read_text()))
    }
    assert [allowed for allowed in ALLOWED if not any(name.startswith(allowed) for name in used)] == []


@pytest.mark.parametrize("code", ["ArticlePage.objects.live()", "x = Journey._default_manager.get(pk=1)"])
def test_the_lint_finds_what_it_is_for(code):
    assert reads_past_the_rule(ast.parse(code)) == [1]


def test_a_queryset_that_is_cut_at_once_is_no_finding():
    assert reads_past_the_rule(ast.parse("visible_to(principal, ArticlePage.objects.live())")) == []
