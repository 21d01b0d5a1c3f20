"""What holds for every template in the house."""

import re

import pytest
from django.template.loader import get_template

from config.environment import ROOT

FOLDER = ROOT / "themes" / "templates"
NAMES = sorted(str(file.relative_to(FOLDER)) for file in FOLDER.rglob("*.html"))
# Wagtail's admin, which has a policy of its own, and templates of letters.
ADMIN = ("wagtail",)
# Pages stand in the layout; parts are included by pages; the plain error page leans on nothing.
PARTS = ("layout/", "components/", "theme/", "content/blocks/", "wagtail")
LAYOUTS = {
    "layout/base.html",
    "layout/content.html",
    "journeys/base.html",
    "journeys/officer/base.html",
    "workplace/desk/base.html",
    "portal/_account.html",
    "errors/_page.html",
    "errors/_plain.html",
    "accounts/entrance.html",
    "accounts/make_passkey.html",
    "wagtailadmin/base.html",
}


def source(name):
    text = (FOLDER / name).read_text()
    return re.sub(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", text, flags=re.S)


@pytest.mark.parametrize("name", NAMES)
def test_it_can_be_read(name):
    if not name.startswith(ADMIN):
        get_template(name)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith(ADMIN)])
def test_the_content_security_policy_lets_it_work(name):
    text = source(name)
    assert not re.search(r"""<[^>]*\sstyle\s*=""", text), "inline style"
    assert "<style" not in text
    assert not re.search(r"""<[^>]*\son[a-z]+\s*=\s*["']""", text), "inline event handler"
    # JSON-LD is data: no browser runs it, and the policy has no say in it.
    scripts = text.replace('<script type="application/ld+json">', "")
    assert not re.search(r"<script(?![^>]*\ssrc=)", scripts), "inline script"
    assert "javascript:" not in text


@pytest.mark.parametrize("name", NAMES)
def test_it_loads_nothing_from_elsewhere(name):
    assert not re.search(
        r"""(?:src|srcset|action)\s*=\s*["']https?:|<link[^>]*href=["']https?:""", source(name)
    )


def test_styles_and_pictures_load_nothing_from_elsewhere():
    assets = ROOT / "themes" / "assets"
    for file in [*assets.rglob("*.scss"), *assets.rglob("*.svg"), *(assets / "js").glob("*.js")]:
        text = file.read_text().replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"https?://", text), file.name
        assert "@font-face" not in text, file.name


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith(PARTS)])
def test_a_page_stands_in_the_layout(name):
    text = source(name)
    if name in LAYOUTS or "{% extends" not in text:
        # A part of a page: it must not pretend to be one.
        assert name in LAYOUTS or "<html" not in text
        return
    base = re.search(r"""{% extends "([^"]+)" %}""", text)[1]
    assert base in LAYOUTS


def test_every_icon_asked_for_is_drawn():
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', (ROOT / "themes/assets/images/icons.svg").read_text()))
    asked = set()
    for name in NAMES:
        text = source(name)
        asked |= set(re.findall(r'components/icon\.html" with name="([a-z]+)"', text))
        asked |= set(re.findall(r'components/tile\.html"[^%]*icon="([a-z]+)"', text))
    assert asked
    assert asked <= drawn
    from content.blocks.links import TASK_ICONS
    from themes.templatetags.menu_tags import _TOOLS
    from themes.templatetags.theme_tags import _TASK_ICONS

    assert {name for name, _ in TASK_ICONS} | set(_TASK_ICONS.values()) <= drawn
    assert {tool.icon for tools in _TOOLS.values() for tool in tools} <= drawn
