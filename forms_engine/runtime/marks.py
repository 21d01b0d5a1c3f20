"""Putting looked-up facts into texts: ``{{ key }}`` becomes the fact in words, or nothing where there is none."""

import re
from collections.abc import Mapping
from dataclasses import replace

from forms_engine.definition.document import Block, Page, Question, Text
from forms_engine.runtime.dates import read_date
from forms_engine.runtime.values import Answer
from forms_engine.runtime.wording import YES_NO, day_in_words, pounds

MARK = re.compile(r"\{\{ *([a-z0-9]+(?:-[a-z0-9]+)*) *\}\}")
# CommonMark: any of these can stand for itself behind a backslash.
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def fact_in_words(question: Question, fact: Answer, language: str) -> str:
    """A looked-up fact (in canonical form) in words; "" for none."""
    if fact is None:
        return ""
    match question.type:
        case "money":
            return pounds(fact)
        case "number":
            return f"{fact:,}"
        case "date":
            day = read_date(fact)
            return day_in_words(day, language) if day else str(fact)
        case "yes_no":
            return YES_NO.get(language.split("-")[0], YES_NO["en"]).get(fact, "")
    return str(fact)


def filled_page(page: Page, questions: Mapping[str, Question], facts: Mapping[str, Answer]) -> Page:
    """The page with the facts put into its texts. What came from outside is text: none of it is read as Markdown."""

    def plain(text: Text) -> Text:
        return _filled(text, questions, facts, markdown=False)

    def markdown(text: Text) -> Text:
        return _filled(text, questions, facts, markdown=True)

    def block(one: Block) -> Block:
        if isinstance(one, Question):
            return replace(one, hint=markdown(one.hint))
        return replace(one, title=plain(one.title), text=markdown(one.text))

    return replace(page, title=plain(page.title), blocks=tuple(map(block, page.blocks)))


def _filled(
    text: Text, questions: Mapping[str, Question], facts: Mapping[str, Answer], *, markdown: bool
) -> Text:
    if not any("{{" in words for words in text.by_language.values()):
        return text

    def put_in(words: str, language: str) -> str:
        def fact(mark: re.Match[str]) -> str:
            key = mark[1]
            if key not in questions:
                return ""
            said = fact_in_words(questions[key], facts.get(key), language)
            return _PUNCTUATION.sub(r"\\\1", said) if markdown else said

        return MARK.sub(fact, words)

    return Text({language: put_in(words, language) for language, words in text.by_language.items()})
