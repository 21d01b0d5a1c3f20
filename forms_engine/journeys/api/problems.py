"""What the API of journeys refuses, and in which words."""

from collections.abc import Iterable

from ninja import Schema
from pydantic import ConfigDict

from audiences.problems import Problem, Refused
from forms_engine.definition.document import Text
from forms_engine.runtime import problems as runtime


class AnswerProblem(Schema):
    """What is wrong with one answer: a stable ``code``, words for the person answering in the submission's language,
    and where in the body it is (a JSON Pointer, RFC 6901)."""

    question: str
    code: str
    message: str
    pointer: str


class AnswersRefused(Problem):
    """Answers that cannot be kept; nothing of the page was."""

    errors: list[AnswerProblem]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Some answers cannot be taken",
                    "status": 422,
                    "errors": [
                        {
                            "question": "your-email",
                            "code": "bad-email",
                            "message": "Enter an email address in the correct format, like name@example.com",
                            "pointer": "/answers/your-email",
                        }
                    ],
                }
            ]
        }
    )


class NotNow(Problem):
    """What was asked for cannot be done as things stand. Where another page comes first, ``step`` and ``url`` say which
    (an empty step: check the answers). Where it has been sent already, ``reference`` says as what. Where the journey
    takes nothing just now, ``state`` says why."""

    step: str = ""
    url: str = ""
    reference: str = ""
    state: str = ""
    day: str | None = None
    message: str = ""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Another page comes first",
                    "status": 409,
                    "step": "location",
                    "url": "https://www.marlshire.example/api/v1/submissions/"
                    "5a8f2c1e-3d4b-4f6a-9c7e-1b2d3e4f5a6b/pages/location",
                }
            ]
        }
    )


# Problems that only the API has: a form sends no question that it was not given.
WORDS: dict[str, dict[str, str]] = {
    "unknown-question": {
        "en": "There is no such question on this page",
        "cy": "Nid oes cwestiwn o’r fath ar y dudalen hon",
    },
    "unknown-part": {
        "en": "There is no such part in this answer",
        "cy": "Nid oes rhan o’r fath yn yr ateb hwn",
    },
    "declaration": {
        "en": "Agree to the declaration to send your answers",
        "cy": "Cytunwch â’r datganiad i anfon eich atebion",
    },
}


def answer_problem(question: str, code: str, *path: str) -> tuple[runtime.Problem, str]:
    """A problem of the API's own with its place below ``answers``."""
    return runtime.Problem(question, code, Text(WORDS[code])), pointer("answers", *path)


def send_problem(code: str) -> tuple[runtime.Problem, str]:
    """A problem with what is sent besides the answers."""
    return runtime.Problem("", code, Text(WORDS[code])), pointer(code)


def answers_refused(found: Iterable[tuple[runtime.Problem, str]], language: str) -> Refused:
    """422 with each problem and its place."""
    return Refused(
        422,
        "Some answers cannot be taken",
        errors=[
            {
                "question": one.question,
                "code": one.code,
                "message": one.message.in_language(language),
                "pointer": where,
            }
            for one, where in found
        ],
    )


def pointer(*parts: str) -> str:
    """A JSON Pointer to a place in the body."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
