"""What the screens call things, against what the engine knows."""

from forms_engine.definition.question_types import ACCEPTED as ACCEPTED_TYPES
from forms_engine.definition.question_types import QUESTION_TYPE
from forms_engine.editor.editing.forms.question import SETTINGS
from forms_engine.editor.editing.names import ACCEPTED, FAMILIES, PROBLEMS, families
from forms_engine.runtime.problems import WORDS


def test_every_type_is_found_under_a_family():
    assert {kind for _family, kinds in families() for kind, _about in kinds} == set(QUESTION_TYPE)
    assert {about.family for about in QUESTION_TYPE.values()} <= set(FAMILIES)


def test_own_words_can_be_written_for_problems_there_are():
    assert set(PROBLEMS) == set(QUESTION_TYPE)
    assert {code for codes in PROBLEMS.values() for code in codes} <= set(WORDS)


def test_every_part_of_every_type_has_a_field():
    parts = {part for about in QUESTION_TYPE.values() for part in about.parts}
    assert parts - {"options", "list", "unit"} <= {name for name in SETTINGS if isinstance(name, str)}
    assert {name for name, _words in ACCEPTED} == set(ACCEPTED_TYPES)
