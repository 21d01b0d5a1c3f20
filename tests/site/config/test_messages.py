"""The house's own words: found, held to rules, compiled, and shown in Welsh with the right plural."""

import gettext

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext as say
from django.utils.translation import ngettext
from hypothesis import given
from hypothesis import strategies as st

from config.environment import ROOT
from config.messages import catalogues
from config.messages.checking import complaints
from config.messages.extracting import Found, Key, messages_in, messages_of
from running.catalogues import compile_catalogues

TEMPLATE = """
{% load i18n %}
  <p title="{% translate "In an attribute" %}">{% translate 'Single' context "a context" %}</p>
{% blocktranslate count number=n with name=x.y %}{{ number }} page of {{ name }}{% plural %}{{ number }} pages of {{ name }}{% endblocktranslate %}
    {% blocktranslate trimmed %}
      Two
      lines
    {% endblocktranslate %}
{% translate "100% sure" as sure %}
"""


def found_in(text, *, is_template):
    return {(key.message, key.context, plural) for key, plural in messages_of(text, is_template=is_template)}


def test_everything_marked_in_a_template_is_found():
    assert found_in(TEMPLATE, is_template=True) == {
        ("In an attribute", "", ""),
        ("Single", "a context", ""),
        ("%(number)s page of %(name)s", "", "%(number)s pages of %(name)s"),
        ("Two lines", "", ""),
        ("100%% sure", "", ""),
    }


def test_everything_marked_in_code_is_found():
    code = '_("One" " more")\nngettext_lazy("%d day", "%d days", "n")\npgettext("time", "am")\n_(name)\n'
    assert found_in(code, is_template=False) == {
        ("One more", "", ""),
        ("%d day", "", "%d days"),
        ("am", "time", ""),
    }


def catalogue(**entries):
    made = polib.POFile()
    for message, text in entries.items():
        made.append(polib.POEntry(msgid=message, msgstr=text))
    return made


def said_of(message, text, plural=""):
    key = Key(message)
    entry = polib.POEntry(msgid=message, msgid_plural=plural)
    if plural:
        entry.msgstr_plural = dict(enumerate(text))
    else:
        entry.msgstr = text
    made = polib.POFile()
    made.append(entry)
    said = complaints("", made, {key: Found(key, plural)}, "cy")
    return [] if said == ["not in its one form: run manage.py messages extract"] else said


@pytest.mark.parametrize(
    ("message", "text", "problem"),
    [
        ("Hello", "", "not translated"),
        ("Hello, %(name)s", "Helô", "placeholders differ"),
        ("Hello", "Helô %(name)s", "placeholders differ"),
        ("<b>Hello</b>", "<b>Helô", "HTML tags differ"),
        ('<a href="/x/">Hello</a>', '<a href="/y/">Helô</a>', "HTML tags differ"),
        ("%(n)s of all", "%(n)s 100% ", "percent"),
        ("Hello ", "Helô", "edge differs"),
    ],
)
def test_what_would_go_wrong_is_said(message, text, problem):
    assert any(problem in one for one in said_of(message, text))


def test_plurals_need_all_four_forms_and_no_foreign_placeholder():
    one, many = "%(n)s day", "%(n)s days"
    assert said_of(one, ["un", "%(n)s", "%(n)s", "%(n)s"], many) == []
    assert said_of(one, ["%(n)s"] * 3, many)
    assert said_of(one, ["%(m)s"] * 4, many)
    assert said_of(one, ["%(n)s", "", "%(n)s", "%(n)s"], many)


def test_missing_unused_and_fuzzy_messages_are_said():
    hello, bye = Key("Hello"), Key("Bye")
    made = catalogue(Hello="Helô")
    made[0].flags.append("fuzzy")
    said = complaints("", made, {bye: Found(bye)}, "cy")
    assert any("missing: “Bye”" in one for one in said) and any(
        "no longer used: “Hello”" in one for one in said
    )
    assert any("fuzzy" in one for one in complaints("", made, {hello: Found(hello)}, "cy"))


# What a message can hold: no control characters but line breaks, of which polib keeps one kind.
WORDS = st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" \n"))


@given(st.dictionaries(WORDS.filter(str.strip), WORDS, max_size=8))
def test_extracting_twice_changes_nothing(entries):
    found = {Key(message): Found(Key(message), "", {"a.html"}) for message in entries}
    once = catalogues.merge(catalogue(**{}), found, "cy")
    for entry in once:
        entry.msgstr = entries[entry.msgid]
    text = catalogues.written(catalogues.merge(once, found, "cy"))
    again = catalogues.merge(polib.pofile(text, wrapwidth=0), found, "cy")
    assert catalogues.written(again) == text


def test_the_catalogue_of_the_house_is_whole():
    """What ``make check`` says, for those who only run the tests."""
    path = catalogues.catalogue_path(ROOT, "cy")
    found = messages_in(ROOT)
    assert complaints(path.read_text(encoding="utf-8"), catalogues.read(path), found, "cy") == []


def test_compiling_writes_what_gettext_reads_and_does_nothing_twice(tmp_path):
    folder = tmp_path / "site" / "locale" / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    key = Key("Hello")
    made = catalogues.merge(polib.POFile(), {key: Found(key)}, "cy")
    made[0].msgstr = "Helô"
    (folder / "django.po").write_text(catalogues.written(made), encoding="utf-8")
    assert compile_catalogues(tmp_path) == [folder / "django.mo"]
    assert compile_catalogues(tmp_path) == []
    with (folder / "django.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Hello") == "Helô"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1 diwrnod"),
        (2, "2 ddiwrnod"),
        (3, "3 diwrnod"),
        (8, "8 diwrnod"),
        (11, "11 diwrnod"),
        (0, "0 diwrnod"),
    ],
)
def test_welsh_counts_in_its_own_way(number, words):
    with translation.override("cy"):
        assert (
            ngettext("%(days)s day left", "%(days)s days left", number) % {"days": number} == f"{words} ar ôl"
        )


def test_pages_speak_welsh():
    with translation.override("cy"):
        assert say("Skip to main content") == "Neidio i’r prif gynnwys"
