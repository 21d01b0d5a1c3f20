"""Nothing of a source is dropped in silence: every value is in the journey made of it, or stands in ``kept``."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_engine.definition.importers.detect import import_document
from forms_engine.definition.importers.keys import slug, slug_of_name
from forms_engine.definition.importers.notes import LEFT_OUT, SECRET
from forms_engine.definition.importers.source import read_source
from tests.forms_engine.definition.importers.test_paths import HERE

CASES = sorted(path.name for path in (HERE / "cases").glob("*.*") if path.suffix != ".md")
# Names by which a source calls its own parts, and what it repeats of them for its designer: they are resolved, or say
# only what a form of this family is. ``docs/importing.md`` lists them.
NAMES = {
    "id", "name", "path", "startPage", "list", "listId", "itemId", "componentId", "conditionId", "conditionName", "condition",
    "section", "controller", "type", "schema", "version", "engine", "nameHasError", "subType", "multiplier", "repeatField",
    "conditionDisplayName", "display", "displayName", "coordinator", "operator",
}  # fmt: skip
# Read as a rule of a question, and said by the part named here.
RULES = {
    "required": "required", "maxWords": "max_words", "max": "max", "min": "min", "length": "max_length", "regex": "pattern",
    "maxFiles": "max_files", "maxFilesize": "max_megabytes", "acceptedFiles": "accept", "minimumRequiredFiles": "required",
    "multiple": "max_files", "amount": "amount_pence", "precision": "decimals", "period": "days", "unit": "after",
    "direction": "after", "maxDaysInPast": "earliest", "maxDaysInFuture": "latest",
}  # fmt: skip


def leaves(value, trail=()):
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, (*trail, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from leaves(part, (*trail, number))
    elif value not in (None, ""):
        yield trail, value


def words(text):
    """The words of a text, however they are marked up."""
    return re.findall(
        r"\w+", re.sub(r"<[^>]*>|&\w+;|\]\([^)]*\)|\\", " ", str(text)).replace("’", "'").lower()
    )


def is_a_label(trail, form):
    """Whether a title is only for those who edit the source: a list's, or that of content which shows none."""
    if trail[0] == "lists" and trail[2:] == ("title",):
        return True
    if trail[-1] == "title" and "components" in trail:
        component = form
        for part in trail[:-1]:
            component = component[part]
        return component["type"] in {"Html", "Para", "Markdown", "InsetText", "List"}
    return False


def is_there(trail, value, said, everything):
    """Whether a value of the source is in the journey: as it is, as a key, as its words, or as the rule it became."""
    last = next(part for part in reversed(trail) if isinstance(part, str))
    if last in NAMES:
        return True
    if SECRET.search(last) or any(isinstance(part, str) and SECRET.search(part) for part in trail):
        return LEFT_OUT in everything
    if last in RULES and f'"{RULES[last]}"' in everything:
        return True
    if json.dumps(value, ensure_ascii=False) in everything:
        return True
    if isinstance(value, str):
        keys = {slug(value), slug_of_name(value)} - {""}
        if any(f'"{key}' in everything for key in keys):
            return True
        if "conditions" in trail:
            # What conditions mean is compared in test_paths.
            return (
                (trail[-1] == "value" and "==" in value)
                or value in {"true", "false", "Value"}
                or value.isdigit()
            )
        found = words(value)
        addresses = re.findall(r'href="([^"]*)"', value)
        return bool(found) and " ".join(found) in said and all(address in everything for address in addresses)
    return (value is False and last in {"skipSummary", "markAsComplete"}) or (
        value in {True, "true"} and last == "required"
    )


def unaccounted(form, imported):
    everything = json.dumps(imported.document, ensure_ascii=False)
    # Without the numbers of numbered lists.
    said = " ".join(words(re.sub(r"\\n *\d+\. ", " ", everything).replace("\\n", " ").replace("\\", " ")))
    return [
        (trail, value)
        for trail, value in leaves(form)
        if not is_a_label(trail, form) and not is_there(trail, value, said, everything)
    ]


@pytest.mark.parametrize("name", CASES)
def test_every_value_of_a_real_form_is_in_the_journey_or_kept(name):
    content = (HERE / "cases" / name).read_bytes()
    imported = import_document(read_source(content), slug=name)
    assert unaccounted(read_source(content), imported) == []


@pytest.mark.parametrize("name", CASES)
def test_everything_kept_is_reported(name):
    imported = import_document(read_source((HERE / "cases" / name).read_bytes()), slug=name)
    places = {one.place for one in imported.findings if one.rule == "kept-from-import"}

    def owners(part):
        if isinstance(part, dict):
            if "kept" in part:
                yield part
            for name, inner in part.items():
                if name != "kept":
                    yield from owners(inner)
        elif isinstance(part, list):
            for inner in part:
                yield from owners(inner)

    for owner in owners(imported.document):
        if "format" in owner:
            assert "" in places or "pages" in places
        elif "key" in owner and "label" not in owner:
            assert f"page {owner['key']}" in places or f"group {owner['key']}" in places
        elif owner.get("type") in {"text", "inset", "details", "warning"}:
            assert any(place.startswith("page ") for place in places)


def blank_form(**more):
    page = {
        "path": "/a",
        "title": "A",
        "components": [{"type": "TextField", "name": "q", "title": "Q", "options": {}, "schema": {}}],
        "next": [{"path": "/summary"}],
    }
    return {
        "startPage": "/a",
        "pages": [page, {"path": "/summary", "title": "Check", "controller": "SummaryPageController"}],
        "lists": [{"name": "l", "title": "L", "type": "string", "items": [{"text": "One", "value": "one"}]}],
        "sections": [],
        "conditions": [],
        **more,
    }


extra = st.recursive(
    st.integers(5_000, 9_999) | st.from_regex(r"zz[a-z]{6}", fullmatch=True),
    lambda part: (
        st.lists(part, min_size=1, max_size=2)
        | st.dictionaries(st.from_regex(r"xx[a-z]{4}", fullmatch=True), part, min_size=1, max_size=2)
    ),
    max_leaves=4,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.from_regex(r"yy[a-z]{5}", fullmatch=True), extra)
def test_a_part_nobody_knows_is_kept_wherever_it_stands(data, name, value):
    form = blank_form(
        fees=[{"description": "Fee", "amount": 100}], specialPages={"confirmationPage": {"customText": {}}}
    )
    places = [
        form,
        form["pages"][0],
        form["pages"][0]["components"][0],
        form["pages"][0]["components"][0]["options"],
        form["pages"][0]["components"][0]["schema"],
        form["pages"][0]["next"][0],
        form["pages"][1],
        form["lists"][0]["items"][0],
        form["fees"][0],
        form["specialPages"],
        form["specialPages"]["confirmationPage"],
        form["specialPages"]["confirmationPage"]["customText"],
    ]
    data.draw(st.sampled_from(places))[name] = value
    imported = import_document(json.loads(json.dumps(form)))
    everything = json.dumps(imported.document)
    for _, leaf in leaves(value):
        assert json.dumps(leaf) in everything
    about = [name, "links", "pages.summary"]  # a link is kept whole, and so is the summary page
    assert any(
        one.rule == "kept-from-import" and any(word in one.message for word in about)
        for one in imported.findings
    )


def test_secrets_are_not_carried_on_and_that_is_said():
    form = blank_form(
        payApiKey="sk_live_1",
        outputs=[
            {
                "name": "n",
                "type": "notify",
                "outputConfiguration": {"apiKey": {"test": "t-key"}, "templateId": "t1"},
            }
        ],
    )
    imported = import_document(form)
    everything = json.dumps(imported.document)
    assert "sk_live_1" not in everything
    assert "t-key" not in everything
    assert '"t1"' in everything
    assert {"secret-left-out"} <= {one.rule for one in imported.findings}
