"""A source form's answers given to the journey that was made of it."""

import datetime

from forms_engine.definition.document import Group
from forms_engine.definition.importers.detect import import_document
from forms_engine.definition.importers.keys import slug
from forms_engine.definition.parse import parse_definition
from forms_engine.runtime.evaluate import evaluate

TODAY = datetime.date(2026, 11, 22)
FILLED = {
    "short_text": "x",
    "long_text": "x",
    "email": "ann@example.org",
    "phone": "01632 960001",
    "website": "https://example.org",
    "number": 3,
    "money": 300,
    "date": "2020-01-01",
    "month_year": "2020-01",
    "time": "10:00",
    "yes_no": "yes",
    "declaration": True,
    "address": {"line1": "1 Road", "town": "Town", "postcode": "ZZ1 1AA"},
    "location": {"description": "by the river", "postcode": ""},
    "file": [{"id": "1", "name": "a.pdf", "size": 1, "content_type": "application/pdf"}],
}
# Words that fit the patterns of the cases.
FITTING = ("x", "12345678", "SU12345678", "12/345/6789", "SU 1234 5678", "AB1 2CD")


class Made:
    """The journey made of a form. ``key`` and ``option`` find what became of a question or value by what both say."""

    def __init__(self, form, **how):
        self.imported = import_document(form, **how)
        self.definition = parse_definition(self.imported.document)
        self.page_keys = {}
        keys = [page.key for page in self.definition.all_pages]
        for page in form["pages"]:
            wish = slug(page["path"])
            free = [key for key in keys if key not in self.page_keys.values()]
            self.page_keys[page["path"]] = next((key for key in free if key == wish), None) or next(
                (key for key in free if key.rpartition("-")[0] == wish or wish.startswith(key)), None
            )
        self.questions = {}
        pages = {page.key: page for page in self.definition.all_pages}
        for page in form["pages"]:
            if not (key := self.page_keys[page["path"]]):
                continue
            for component in page.get("components") or []:
                for question in pages[key].questions:
                    if question.label.in_language("en") == " ".join(str(component.get("title")).split()):
                        self.questions.setdefault(component["name"], question)
        self.values = {}
        for one in form.get("lists", []):
            for item in one["items"]:
                self.values[str(item["text"]).strip()] = item["value"]

    def answer(self, name, value):
        """A source answer as one of ours."""
        question = self.questions[name]
        if isinstance(value, bool):
            return "yes" if value else "no"
        if question.options:
            keys = {self.values[option.label.in_language("en")]: option.key for option in question.options}
            return [keys[one] for one in value] if isinstance(value, list) else keys[value]
        return value

    def path(self, answers):
        """The keys of the pages shown, once all of them are answered: ours, or else whatever fits."""
        given = {
            self.questions[name].key: self.answer(name, value)
            for name, value in answers.items()
            if value not in (None, []) and name in self.questions
        }
        for question in self.definition.questions_by_key.values():
            if question.key in self.definition.group_of or question.key in given:
                continue
            asked = [name for name, one in self.questions.items() if one.key == question.key]
            if asked and asked[0] in answers:
                continue
            if question.options:
                key = question.options[0].key
                given[question.key] = [key] if question.type == "checkboxes" else key
            elif question.type in FILLED and question.required:
                given[question.key] = FILLED[question.type]
        return self.walk(given)

    def walk(self, given):
        """The keys of the pages shown for answers of ours; what does not fit a pattern is tried again."""
        for _ in range(40):
            evaluation = evaluate(self.definition, given, TODAY)
            wrong = [
                found for found in evaluation.problems if found.code in {"pattern", "too-long", "too-short"}
            ]
            if not wrong:
                break
            for found in wrong:
                tried = given.get(found.question)
                place = FITTING.index(tried) + 1 if tried in FITTING else 0
                given = {**given, found.question: FITTING[min(place, len(FITTING) - 1)]}
        self.evaluation = evaluation
        return [state.page.key for state in evaluation.path if state.page is not None]

    def groups(self):
        """The groups, in order."""
        return [part for part in self.definition.pages if isinstance(part, Group)]
