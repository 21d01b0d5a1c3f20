"""Styles and scripts use nothing that the oldest browsers we promise to work in cannot do (docs/themes.md says which).

What such a browser merely leaves out (``text-wrap``, ``forced-color-adjust``) is allowed; what would break it is not.
"""

import re

import pytest

from config.environment import ROOT

ASSETS = ROOT / "themes" / "assets"
STYLES = sorted((ASSETS / "scss").rglob("*.scss"))
SCRIPTS = [*sorted((ASSETS / "js").glob("*.js")), ROOT / "themes/templates/layout/service_worker.js"]

# Safari 14.1 (iOS 14.5), Chrome and Edge 87, Firefox 78, Samsung Internet 14; beside each, who came later.
NOT_IN_STYLES = {
    r":has\(": "Firefox 121",
    r"@container": "Safari 16",
    r"@layer": "Safari 15.4",
    r"@scope": "Chrome 118",
    r"@starting-style": "Chrome 117",
    r":where\(": "Chrome 88",
    r":is\(": "Chrome 88",
    r"\bcolor-mix\(": "Safari 16.2",
    r"\boklch\(|\blch\(": "Safari 15.4",
    r"\blight-dark\(": "Safari 17.5",
    r"\bsubgrid\b": "Chrome 117",
    r"\b\d+(?:dvh|svh|lvh|cqw|cqi)\b": "Safari 15.4",
    r"\binset-area|anchor-name": "Chrome 125",
    r"\boverflow\s*:\s*clip": "Safari 16",
    r"@media[^{]*[<>]=?": "Safari 16.4",
    r"\bcontent-visibility\s*:\s*hidden": "Safari 18",
}
NOT_IN_SCRIPTS = {
    r"\?\?=|\|\|=|&&=": "Firefox 79",
    r"\.at\(": "Safari 15.4",
    r"\.findLast(?:Index)?\(": "Safari 15.4",
    r"\bstructuredClone\(": "Safari 15.4",
    r"\bObject\.hasOwn\(": "Safari 15.4",
    r"\.toSorted\(|\.toReversed\(|\.with\(": "Safari 16",
    r"(?:^|\s)#\w+\s*[=(;]": "private members: Firefox 90",
    r"\bstatic\s*\{": "Safari 16.4",
    r"\(\?<[=!]": "lookbehind: Safari 16.4",
    r"^await\b": "top-level await: Safari 15",
    r"\bcrypto\.randomUUID": "Safari 15.4",
    r"\bAbortSignal\.(?:timeout|any)": "Safari 16",
    r"\brequestIdleCallback\b": "no Safari",
    r"\bscheduler\.": "no Safari",
    r"\bURLPattern\b": "Safari 26",
    r"\bPromise\.(?:any|withResolvers)\b": "Firefox 79",
    r"\bArray\.fromAsync\b": "Safari 16.4",
    r"\bURL\.canParse\b": "Safari 17",
    r"\bshowPopover\b|\bshowModal\b": "Safari 15.4",
    r"\bwith\s*\{\s*type:": "Safari 17.2",
}

# What is asked for before it is used, or whose absence costs nothing but looks.
ASKED_FOR_FIRST = {
    ("idle", r"\bshowPopover\b|\bshowModal\b"),
    ("queue", r"\bshowPopover\b|\bshowModal\b"),
    ("upload", r"\bcrypto\.randomUUID"),
    ("_queues", r":where\("),  # paragraphs keep the margins they have everywhere
}


def found_in(file, signs):
    """Of these signs, what a file uses that is not asked for first."""
    text = code(file.read_text())
    return {
        sign: since
        for sign, since in signs.items()
        if (file.stem, sign) not in ASKED_FOR_FIRST and re.search(sign, text, re.M)
    }


def code(text):
    """A style sheet or a script without its comments."""
    return re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", text, flags=re.S)


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.stem)
def test_a_style_sheet_uses_what_old_browsers_know(file):
    assert not found_in(file, NOT_IN_STYLES)


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.stem)
def test_a_script_uses_what_old_browsers_know(file):
    assert not found_in(file, NOT_IN_SCRIPTS)


def test_a_mask_is_also_said_in_the_old_words():
    for file in STYLES:
        text = code(file.read_text())
        plain = len(re.findall(r"(?<!-webkit-)\bmask-image\s*:", text))
        assert plain == len(re.findall(r"-webkit-mask-image\s*:", text)), file.name


def test_nothing_moves_for_whoever_wants_it_still():
    """What moves by itself, or glides, does so only where the reader has not asked for less of it."""
    for file in STYLES:
        text = code(file.read_text())
        still = re.sub(
            r"@media \(prefers-reduced-motion: no-preference\)\s*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", text
        )
        assert not re.search(r"\b(?:transition|animation)(?:-\w+)?\s*:(?!\s*none)|scroll-behavior", still), (
            file.name
        )


def test_the_checks_find_what_they_look_for():
    assert re.search(r":has\(", code("a:has(b) {} // :is(x)")) and ":is(" not in code("a {} // :is(x)")
    assert re.search(r"\?\?=|\|\|=|&&=", code("a ??= b"))
