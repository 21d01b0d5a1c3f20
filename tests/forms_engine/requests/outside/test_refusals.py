"""Why nothing was changed, as the people of a team outside read it: in their language, whichever verb says it."""

import ast
from pathlib import Path

import pytest

from forms_engine import requests

ROOT = Path(requests.__file__).parent
# The modules of the verbs that the extranet calls, and of what those call.
VERBS = (
    "added_files.py",
    "asking_customer.py",
    "assigning.py",
    "bookings/finishing.py",
    "moving.py",
    "outcomes.py",
    "outside/handing_back.py",
    "services.py",
    "working_on.py",
)
REFUSALS = {"StateRefused", "TooManyFiles"}


def refusals_in(module):
    """What each refusal of a module is given to say."""
    for node in ast.walk(ast.parse((ROOT / module).read_text())):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            made = node.exc
            if isinstance(made.func, ast.Name) and made.func.id in REFUSALS:
                yield made.args[0]


def is_translated(said):
    words = said.left if isinstance(said, ast.BinOp) and isinstance(said.op, ast.Mod) else said
    return isinstance(words, ast.Call) and isinstance(words.func, ast.Name) and words.func.id == "_"


@pytest.mark.parametrize("module", VERBS)
def test_every_refusal_that_they_may_read_is_in_their_language(module):
    said = list(refusals_in(module))
    assert said, "nothing is refused here any more: take it out of the list"
    assert [ast.unparse(one) for one in said if not is_translated(one)] == []
