"""Small explicit makers of what most tests begin with. Each goes through the same services as the product."""

import itertools
import time
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from wagtail.models import Locale, Page, Site

from accounts.models import Role, User
from accounts.services import create_user, grant_role
from accounts.sessions import AUDIENCE, METHOD
from audiences.admission import admit
from content.models import ContentPage, HomePage, StandardPage
from knowledge.models import ArticlePage, KnowledgeRoot, TopicPage
from partners.models import Membership, Organisation
from partners.services import add_member, end_membership
from tests.tasks import each_once

PASSWORD = "correct horse battery"

_numbers = itertools.count(1)


def host(audience: str) -> str:
    """The host name of one of the three sites."""
    return next(name for name, kind in settings.ENVIRONMENT.hosts.items() if kind == audience)


def client(audience: str = "public") -> Client:
    """A browser on that site, signed in to nothing."""
    return Client(headers={"host": host(audience)})


def make_user(*, roles: tuple[Role, ...] = (), password: str | None = PASSWORD, **fields: Any) -> User:
    """An account with a name and an email address of its own."""
    number = next(_numbers)
    user = create_user(
        **{"name": f"Person {number}", "email": f"person{number}@example.org", "password": password, **fields}
    )
    for role in roles:
        grant_role(user, role)
    return user


def make_staff(*roles: Role, **fields: Any) -> User:
    """A member of council staff."""
    return make_user(roles=roles, is_staff=True, **fields)


def make_partner(organisation: str = "hale-house", **fields: Any) -> User:
    """An active member of that organisation, which is made if need be."""
    place, _ = Organisation.objects.get_or_create(slug=organisation, defaults={"name": organisation.title()})
    user = make_user(**fields)
    add_member(place, user)
    return user


def leave(user: User, organisation: str = "") -> None:
    """End the person's membership of that organisation (of the only one, if not said), as the council does."""
    asking = admit(make_staff(Role.ADMINISTRATOR), "staff")
    assert asking is not None
    theirs = Membership.objects.filter(user=user, active=True)
    end_membership(asking, theirs.get(organisation__slug=organisation) if organisation else theirs.get())


def signed_in(user: User, audience: str = "public") -> Client:
    """A browser on that site with a session of ``user`` as signing in there makes it."""
    browser = client(audience)
    browser.force_login(user)
    session = browser.session
    session[AUDIENCE] = audience
    session[METHOD] = "password"
    # What allauth notes at each proof: who has just signed in need not say again who they are.
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    return browser


def signed_in_long_ago(user: User, audience: str = "public") -> Client:
    """The same where too much time has gone by to change what signs somebody in without saying again who they are."""
    browser = signed_in(user, audience)
    session = browser.session
    del session[AUTHENTICATION_METHODS_SESSION_KEY]
    session.save()
    return browser


def make_site(audience: str = "public", **fields: Any) -> HomePage:
    """One of the three sites with an empty home page. Wagtail's own welcome page gives way."""
    Site.objects.filter(hostname__in=[host(audience), "localhost"], site_name="").delete()
    fields = {
        "title": f"Home of the {audience} site",
        "slug": f"home-{audience}",
        "audience": audience,
    } | fields
    home = make_page(tree_root(), HomePage, **fields)
    Site.objects.create(
        hostname=host(audience),
        port=80,
        root_page=home,
        site_name=audience,
        is_default_site=audience == "public",
    )
    return home


def make_page(
    parent: Page, kind: type[ContentPage] = StandardPage, *, live: bool = True, **fields: Any
) -> Any:
    """A page below ``parent``, published as an editor publishes it unless ``live`` is false."""
    number = next(_numbers)
    page = kind(
        **{"title": f"Page {number}", "slug": f"page-{number}", "locale": parent_locale(parent), **fields}
    )
    page.live = False
    with each_once():
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        # Adding it has cleaned it, and publishing will.
        revision = page.save_revision(clean=False)
        if live:
            revision.publish()
    return kind.objects.get(pk=page.pk)


def make_article(**fields: Any) -> ArticlePage:
    """A published article, in a knowledge base and a topic made if need be."""
    root = KnowledgeRoot.objects.first() or make_page(
        tree_root(), KnowledgeRoot, title="Knowledge", slug="knowledge", audience="public"
    )
    topic = TopicPage.objects.first() or make_page(root, TopicPage, title="Topic", slug="topic")
    return make_page(topic, ArticlePage, **fields)


def make_request(audience: str, principal: Any) -> HttpRequest:
    """A request as the middleware leaves it."""
    request = HttpRequest()
    request.method = "GET"
    request.META.update({"HTTP_HOST": host(audience), "SERVER_NAME": host(audience), "SERVER_PORT": "80"})
    request.host_audience = audience
    request.principal = principal
    return request


def tree_root() -> Page:
    """The root of the page tree."""
    return Page.get_first_root_node()


def parent_locale(parent: Page) -> Locale:
    """The language of a page made below ``parent``."""
    return parent.locale if parent.depth > 1 else Locale.get_default()


def publish(page: ContentPage, **changes: Any) -> Any:
    """Edit a page and publish it, as an editor does."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    with each_once():
        page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)
