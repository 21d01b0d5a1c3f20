"""A site and its facts."""

from pydantic import Field

from content_api.schemas.base import Out


class LanguageOut(Out):
    """A language the site is in. ``name`` is what it calls itself; ``url`` is its front page."""

    code: str = Field(examples=["cy"])
    name: str = Field(examples=["Cymraeg"])
    direction: str = Field(examples=["ltr"])
    url: str


class HostOut(Out):
    """One of the three sites. The API of each answers at its own host."""

    audience: str = Field(examples=["public"])
    url: str
    api: str


class ContactOut(Out):
    """How to reach the council."""

    phone: str
    opening_hours: str
    out_of_hours_phone: str
    email: str
    address: str


class NamedLinkOut(Out):
    """An address with its name."""

    name: str
    url: str


class SiteOut(Out):
    """The site of this host."""

    name: str
    audience: str
    council: str
    language: str
    languages: list[LanguageOut]
    hosts: list[HostOut]
    contact: ContactOut
    social_links: list[NamedLinkOut]
    footer_links: list[NamedLinkOut]
