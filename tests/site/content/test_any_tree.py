"""Whatever the tree says: a reader's keys open a page exactly when they open all it stands in or comes from."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale

from audiences.principal import Principal
from audiences.selectors import visible_to
from content.models import ContentPage
from tests.examples import examples
from tests.factories import make_page, make_site

pytestmark = pytest.mark.django_db

ORGANISATIONS = ("alder", "birch", "cedar")
READERS = [
    frozenset({"public"}),
    frozenset({"public", "staff"}),
    *(frozenset({"public", "partner", f"partner:{one}"}) for one in ORGANISATIONS),
    frozenset({"public", "partner", "partner:other"}),
]


@pytest.fixture
def pages():
    """A site with two sections, a page and a page below it, an alias of each, and all of it in Welsh: every id, with
    the ids of everything that stands around it."""
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    home = make_site("partner")
    section, other = make_page(home, slug="section"), make_page(home, slug="other")
    page = make_page(section, slug="page")
    leaf = make_page(page, slug="leaf")
    made = [home, section, other, page, leaf]
    made += [page.create_alias(parent=other), leaf.create_alias(parent=home, update_slug="alias")]
    made += [each.copy_for_translation(welsh) for each in (home, section, page, leaf)]
    return {each.pk: everything_around(each) for each in made}


AUDIENCES = st.one_of(
    st.sampled_from([("", ()), ("public", ()), ("staff", ()), ("partner", ())]),
    st.sets(st.sampled_from(ORGANISATIONS), min_size=1).map(lambda some: ("partner", tuple(sorted(some)))),
)


def admits(page, reader):
    """What the page itself says, read as an editor reads it."""
    match page.audience:
        case "staff":
            return "staff" in reader
        case "partner":
            named = {f"partner:{slug}" for slug in page.organisations}
            return "partner" in reader and (not named or bool(named & reader))
        case _:
            return True


def everything_around(page):
    """The ids of the page, of those above it, of its alias source and of its original, and of theirs."""
    nearest = list(page.get_ancestors().filter(depth__gt=1).values_list("pk", flat=True))
    nearest += [page.alias_of_id] if page.alias_of_id else []
    if page.locale.language_code != "en":
        originals = ContentPage.objects.filter(
            translation_key=page.translation_key, locale=Locale.get_default()
        )
        nearest += originals.values_list("pk", flat=True)
    found = {page.pk}
    for pk in nearest:
        if pk not in found:
            found |= everything_around(ContentPage.objects.get(pk=pk))
    return found


@settings(
    max_examples=examples(4),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    # Each example saves eleven pages: a failure is told at once, not shrunk for minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(data=st.data())
def test_keys_open_a_page_exactly_when_they_open_everything_around_it(pages, data):
    for pk in data.draw(st.permutations(list(pages)), label="order"):
        page = ContentPage.objects.get(pk=pk).specific
        if page.depth == 2:
            said = data.draw(AUDIENCES.filter(lambda said: said[0]), label=page.slug)
        else:
            said = data.draw(AUDIENCES, label=page.slug)
        page.audience, page.organisations = said[0], list(said[1])
        page.save()
    made = ContentPage.objects.in_bulk(list(pages))
    opened = {
        reader: set(
            visible_to(Principal(None, "partner", reader, frozenset()), ContentPage.objects.all())
            .filter(pk__in=list(pages))
            .values_list("pk", flat=True)
        )
        for reader in [*READERS, several(READERS[2], READERS[3])]
    }
    for reader in READERS:
        expected = {pk for pk, around in pages.items() if all(admits(made[one], reader) for one in around)}
        assert opened[reader] == expected, reader
    # Who belongs to several organisations gets what each of them gets, and no combination of them more.
    alder, birch = READERS[2], READERS[3]
    assert opened[several(alder, birch)] == opened[alder] | opened[birch]


def several(*readers):
    return frozenset().union(*readers)
