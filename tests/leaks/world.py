"""A council in which everything that may be private carries a word of its own, a canary.

``build()`` makes it through the product's own doors. Each canary is a ``Secret``: who may read it, and on which surfaces
its readers must come across it, so that the matrix cannot pass by showing nothing.
"""

import datetime
import itertools
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from accounts.models import Role, User
from content.models import Alert, ContentPage, HomePage, ServicePage, StandardPage
from knowledge.models import ArticlePage, KnowledgeRoot, TopicPage
from knowledge.reading.services import ask_to_read
from knowledge.upkeep.services import mark_reviewed
from partners.models import Organisation
from partners.services import add_member
from tests.factories import make_page, make_site, make_staff, make_user, publish, tree_root
from tests.leaks.groups import (
    CHOSEN,
    EDITORS,
    EVERYONE,
    GROUPS,
    PARTNERS,
    SITE_GROUP,
    SLUG_A,
    SLUG_B,
    STAFF,
    A,
    B,
    both,
)
from workplace.models import PolicyPage, ToolsPage

SITES = ("public", "staff", "partner")

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Secret:
    """A word that only some may come across.

    ``readers`` are groups of ``groups.py``; ``at`` are the surfaces that must show it, on ``host`` ("" is any host its
    readers come to).
    """

    word: str
    about: str
    readers: frozenset[str]
    at: frozenset[str] = frozenset()
    host: str = ""


@dataclass
class World:
    """Everything that was made, for the surfaces to ask for."""

    secrets: dict[str, Secret] = field(default_factory=dict)
    pages: list[ContentPage] = field(default_factory=list)
    sections: list[ContentPage] = field(default_factory=list)  # those of them right below a home page
    paths: set[str] = field(default_factory=set)  # addresses of pages, tried on every host
    articles: set[str] = field(default_factory=set)  # slugs
    journeys: set[str] = field(default_factory=set)  # slugs
    lookups: set[str] = field(default_factory=set)  # addresses of look-up pages
    old_addresses: set[str] = field(default_factory=set)  # that redirect to pages
    documents: list[str] = field(default_factory=list)  # addresses
    pictures: dict[str, str] = field(default_factory=dict)  # address -> the canary of what it shows
    links: list[str] = field(
        default_factory=list
    )  # the secrets of shared drafts, those that are over among them
    people: dict[str, User] = field(default_factory=dict)
    homes: dict[str, HomePage] = field(default_factory=dict)

    def canary(self, about: str, *readers: str, at: tuple[str, ...] = (), host: str = "") -> str:
        """A word of its own for what ``about`` says, remembered with who may read it."""
        word = f"qx{next(_numbers)}{''.join(letter for letter in about.lower() if letter.isalpha())}xq"
        self.secrets[word] = Secret(word, about, frozenset(readers), frozenset(at), host)
        return word


def build() -> World:
    """The whole council. Takes about two seconds."""
    world = World()
    homes = {site: make_site(site) for site in SITES}
    _name_people(world)
    base = _knowledge(world)
    for site, home in homes.items():
        _sections(world, site, home)
        _policies_and_tools(world, site, home)
    _unpublished(world, homes["public"])
    _alerts(world, world.sections[1])
    _aliases(world, homes["partner"])
    _translations(world, homes["public"], base)
    _redirects(world)
    world.homes = homes
    return world


def _name_people(world: World) -> None:
    """Council staff whose names stand behind what is read, and two organisations with their people."""
    world.people["owner"] = make_staff(name=world.canary("name of a content owner", EDITORS))
    world.people["reviewer"] = make_staff(name=world.canary("name of a reviewer", EDITORS))
    for slug, group in ((SLUG_A, A), (SLUG_B, B)):
        name = world.canary(f"name of {group}", group, STAFF, EDITORS, at=("organisation",), host="partner")
        organisation = Organisation.objects.create(slug=slug, name=name)
        for role in (Role.PARTNER_MEMBER, Role.PARTNER_MANAGER):
            person = make_user(name=world.canary(f"name of a {role.value} of {group}", group, STAFF, EDITORS))
            add_member(organisation, person, role=role)
            world.people[f"{role.value} of {group}"] = person


def _alerts(world: World, section: ContentPage) -> None:
    """One for each site, one that leads to a page of the staff's, and a draft."""
    for site, group in SITE_GROUP.items():
        word = world.canary(f"alert on {site}", group, EDITORS, at=("alert",), host=site)
        Alert.objects.create(title=word, text=word, audience_keys=[site])
    for slug, group in ((SLUG_A, A), (SLUG_B, B)):
        word = world.canary(f"alert for {group}", group, EDITORS, at=("alert",), host="partner")
        Alert.objects.create(title=word, text=word, audience_keys=["partner"], organisations=[slug])
    Alert.objects.create(title="Read on", audience_keys=list(SITES), page=section)
    word = world.canary("alert in draft", EDITORS)
    Alert.objects.create(title=word, audience_keys=list(SITES), live=False)


# On each site a section for each group that could make a difference there; a page below it for some.
SECTIONS = {
    "public": GROUPS,
    "staff": (EVERYONE, PARTNERS),
    "partner": (EVERYONE, STAFF, A, B),
}


def _sections(world: World, site: str, home: HomePage) -> None:
    """Sections for groups on one site; below the closed ones a page that says nothing of its own."""
    for group in SECTIONS[site]:
        readers = both(SITE_GROUP[site], group)
        audience, organisations = CHOSEN[group]
        seen = ["page", "list", "related links", "content API"]
        if site == "public":
            seen.append("sitemap")
        word = world.canary(f"{group} section on {site}", readers, EDITORS, at=tuple(seen), host=site)
        section = _page(
            world,
            home,
            word,
            audience=audience,
            organisations=organisations,
            show_in_menus=True,
            content_owner=world.people["owner"],
        )
        world.sections.append(section)
        if group != EVERYONE:
            word = world.canary(
                f"page below {word}", readers, EDITORS, at=("page", "list", "content API"), host=site
            )
            _page(world, section, word, kind=ServicePage)


# On each site policies for some groups; the intranet's tools for two.
POLICIES = {"public": (STAFF,), "staff": (EVERYONE, PARTNERS), "partner": (STAFF, A)}


def _policies_and_tools(world: World, site: str, home: HomePage) -> None:
    """Policies that everybody there is has to read, and pages of tools."""
    for group in POLICIES[site]:
        readers = both(SITE_GROUP[site], group)
        audience, organisations = CHOSEN[group]
        who = {"audience": audience, "organisations": organisations}
        seen = ("page", "list", "content API")
        word = world.canary(f"policy for {group} on {site}", readers, EDITORS, at=seen, host=site)
        policy = _page(world, home, word, kind=PolicyPage, version=word[:20], what_changed=word, **who)
        ask_to_read(
            policy,
            due_on=timezone.localdate() + datetime.timedelta(days=30),
            by=None,
            all_staff=True,
            organisations=Organisation.objects.all(),
        )
        if site == "staff":
            word = world.canary(f"tools for {group}", readers, EDITORS, at=("page", "content API"), host=site)
            tool = {"name": word, "url": f"/{word}/", "text": word, "group": word}
            _page(world, home, word, kind=ToolsPage, tools=[("tool", tool)], **who)


def _unpublished(world: World, home: HomePage) -> None:
    """Pages nobody is to see yet, or any more."""
    _page(world, home, world.canary("draft", EDITORS), live=False, show_in_menus=True)

    live = _page(
        world, home, world.canary("page with a draft", EVERYONE, STAFF, PARTNERS), show_in_menus=True
    )
    draft = StandardPage.objects.get(pk=live.pk)
    draft.title = draft.summary = world.canary("draft of a live page", EDITORS)
    draft.body = _body(draft.title)
    draft.save_revision()

    # What navigation could give away: the section above a page, and the pages beside it.
    above = _page(
        world,
        home,
        world.canary("unpublished section with a page in it", EDITORS),
        slug="above",
        show_in_menus=True,
    )
    _page(
        world,
        above,
        world.canary("page in an unpublished section", EVERYONE, EDITORS, at=("page",), host="public"),
    )
    for group in (STAFF, A):
        audience, organisations = CHOSEN[group]
        # On the public site only who is inside both could read it: nobody there.
        word = world.canary(f"page for {group} beside others", both(EVERYONE, group), EDITORS)
        _page(world, above, word, audience=audience, organisations=organisations, show_in_menus=True)
    above.unpublish()

    gone = _page(world, home, world.canary("unpublished page", EDITORS), show_in_menus=True)
    gone.unpublish()

    later = _page(world, home, world.canary("scheduled page", EDITORS), live=False)
    later.go_live_at = timezone.now() + datetime.timedelta(days=1)
    later.save_revision().publish()


def _page(world: World, parent: Any, word: str, kind: Any = StandardPage, **fields: Any) -> Any:
    """A page whose every text and address is that word, and no other page's."""
    made = make_page(
        parent,
        kind,
        **{"title": word, "slug": word, "seo_title": word, "search_description": word, "summary": word}
        | {"body": _body(word)}
        | fields,
    )
    world.pages.append(made)
    world.paths.add(_path(made))
    return made


def _path(page: ContentPage) -> str:
    """The page's address on its own site: what follows the home page's slug."""
    return "/" + page.url_path.split("/", 2)[2]


def _body(word: str) -> list[tuple[str, Any]]:
    return [("heading", word), ("text", f"<p>{word}</p>"), ("inset", {"text": f"<p>{word}</p>"})]


def _knowledge(world: World) -> KnowledgeRoot:
    """Articles for each group, with the texts for others in the same article."""
    root = make_page(tree_root(), KnowledgeRoot, title="Knowledge", slug="knowledge", audience="public")
    open_topic = make_page(
        root, TopicPage, title=world.canary("topic", EVERYONE, STAFF, PARTNERS, at=("list",)), slug="open"
    )
    closed_topic = make_page(
        root,
        TopicPage,
        title=world.canary("topic of staff articles", STAFF, EDITORS, at=("list",)),
        slug="closed",
    )
    seen = ("page", "related links", "content API")

    mixed = world.canary("article", EVERYONE, at=(*seen, "list"))
    _article(
        world,
        open_topic,
        mixed,
        public_answer=f"<p>{world.canary('public answer', EVERYONE, at=seen)}</p>",
        staff_guidance=f"<p>{world.canary('staff guidance', STAFF, EDITORS, at=seen)}</p>",
        partner_guidance=f"<p>{world.canary('partner guidance', PARTNERS, EDITORS, at=seen)}</p>",
    )
    limited = world.canary("article with guidance for one", EVERYONE, at=seen)
    _article(
        world,
        open_topic,
        limited,
        public_answer="<p>Words</p>",
        partner_guidance=f"<p>{world.canary('partner guidance limited to A', A, EDITORS, at=seen)}</p>",
        partner_guidance_organisations=[CHOSEN[A][1][0]],
    )
    for group in (STAFF, PARTNERS, A, B):
        word = world.canary(f"article for {group}", group, EDITORS, at=(*seen, "list"))
        audience, organisations = CHOSEN[group]
        text = "staff_guidance" if group == STAFF else "partner_guidance"
        _article(
            world,
            closed_topic if group == STAFF else open_topic,
            word,
            audience=audience,
            organisations=organisations,
            **{text: f"<p>{word}</p>"},
        )
    word = world.canary("article in draft", EDITORS)
    _article(world, open_topic, word, live=False, public_answer=f"<p>{word}</p>")
    return root


def _article(world: World, topic: TopicPage, word: str, **fields: Any) -> None:
    made = make_page(
        topic,
        ArticlePage,
        title=word,
        slug=word,
        summary=word,
        content_owner=world.people["owner"],
        **fields,
    )
    if made.live:
        mark_reviewed(made, world.people["reviewer"])
    world.pages.append(made)
    world.articles.add(word)


def _aliases(world: World, home: HomePage) -> None:
    """Every section of the other sites once more, on the extranet."""
    for number, page in enumerate(world.sections):
        if not page.path.startswith(home.path):
            alias = page.create_alias(
                parent=ContentPage.objects.get(pk=home.pk), update_slug=f"also-{number}"
            )
            world.pages.append(ContentPage.objects.get(pk=alias.pk))
            world.paths.add(f"/also-{number}/")


def _translations(world: World, home: HomePage, base: KnowledgeRoot) -> None:
    """Welsh sections of the public site, and a Welsh article, with words of their own."""
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    publish(_in(welsh, home))
    for page in world.sections:
        if not page.path.startswith(home.path):
            continue
        secret = world.secrets[page.title]
        word = world.canary(f"Welsh {secret.about}", *secret.readers, at=("translation",), host="public")
        translated = _in(welsh, page)
        translated = publish(
            translated, title=word, slug=word, summary=word, body=_body(word), seo_title=word
        )
        world.pages.append(translated)
        world.paths.add(f"/cy/{word}/")
    article = ArticlePage.objects.filter(slug__in=world.articles, staff_guidance__contains="guidance").first()
    for above in (base, article.get_parent().specific):
        publish(_in(welsh, above))
    translated = _in(welsh, article)
    word = world.canary("Welsh article", EVERYONE, at=("translation",))
    translated = publish(
        translated,
        title=word,
        slug=word,
        public_answer=f"<p>{word}</p>",
        staff_guidance=f"<p>{world.canary('Welsh staff guidance', STAFF, EDITORS, at=('translation',))}</p>",
    )
    world.pages.append(translated)
    world.articles.add(word)


def _in(locale: Locale, page: Any) -> Any:
    """The page in that language; where saving the original has not made it, it is made."""
    page = type(page).objects.get(pk=page.pk)
    return page.get_translation_or_none(locale) or page.copy_for_translation(locale)


def _redirects(world: World) -> None:
    """An old address for every section and every page nobody is to see."""
    for number, page in enumerate(page for page in world.pages if page.depth == 3):
        Redirect.objects.create(old_path=f"/old-{number}", redirect_page=page, is_permanent=False)
        world.old_addresses.add(f"/old-{number}/")


def link_to_everything(world: World, files: list[Any]) -> None:
    """On each site a page that links to every page there is in every way a page can, embeds every article, and shows the
    ``files``, which are blocks."""
    links = "".join(f'<a linktype="page" id="{page.pk}">that</a> ' for page in world.pages)
    articles = [page for page in world.pages if isinstance(page.specific, ArticlePage)]
    plain = [page for page in world.pages if page not in articles]
    body = [
        ("text", f"<p>{links}</p>"),
        ("cards", {"cards": [{"page": page, "title": "", "text": ""} for page in plain]}),
        *[("article", page) for page in articles],
        *[("action", {"label": "Go", "page": page, "journey_slug": ""}) for page in plain[:20]],
        *files,
    ]
    for home in world.homes.values():
        make_page(home, StandardPage, title="Links", slug="links-to-everything", body=body)
        tasks = [("task", {"label": "Go", "kind": "find", "icon": "", "page": page}) for page in plain[:20]]
        publish(home, top_tasks=tasks)
    world.paths.add("/links-to-everything/")
