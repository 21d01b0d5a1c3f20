"""What stands beside a page's text in its file, each thing read into the page's fields and written from them."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.fields import RichTextField, StreamField

from content.exchange import blocks_in, blocks_out
from content.exchange.blocks_in import flag, unknown, words_of
from content.exchange.libraries import COLLECTIONS, name_of
from content.exchange.problems import LEFT_OUT, At
from content.exchange.rich_text import to_html, to_markdown
from content.models import ContentPage, GuildhallImage

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One key of a file and the one field of a page that it is."""

    key: str
    attribute: str = ""

    @property
    def name(self) -> str:
        """The field's."""
        return self.attribute or self.key

    def read(self, model: type[ContentPage], value: Any, at: At) -> Fields:
        """The fields that a value in a file means; none for what cannot be."""
        found = read_field(model._meta.get_field(self.name), value, at)
        return {} if found is LEFT_OUT else {self.name: found}

    def write(self, page: ContentPage, names: blocks_out.Names) -> Any:
        """What stands in a file; ``None`` for nothing."""
        return write_field(page._meta.get_field(self.name), getattr(page, self.name), names)

    def waits(self, model: type[ContentPage]) -> bool:
        """Whether it may name what has to be made first."""
        return isinstance(model._meta.get_field(self.name), StreamField | RichTextField | models.ForeignKey)

    def missing(self, model: type[ContentPage]) -> bool:
        """Whether a file has to have it."""
        field: Any = model._meta.get_field(self.name)
        return not (field.blank or field.has_default())


class Journey(Column):
    """A journey, which has to be there."""

    def waits(self, model: type[ContentPage]) -> bool:
        """Yes."""
        return True

    def read(self, model: type[ContentPage], value: Any, at: At) -> Fields:
        """Its slug."""
        return {self.name: value} if at.named("journey", value) else {}


class Service(Column):
    """A service of the catalogue, which has to be there."""

    def waits(self, model: type[ContentPage]) -> bool:
        """Yes."""
        return True

    def read(self, model: type[ContentPage], value: Any, at: At) -> Fields:
        """Its slug."""
        return {self.name: value} if at.named("service", value) else {}


class Owner(Column):
    """Who answers for a page: somebody without an account, or the email address of an account."""

    def waits(self, model: type[ContentPage]) -> bool:
        """Yes."""
        return True

    def read(self, model: type[ContentPage], value: Any, at: At) -> Fields:
        """The owner in place of the site's own."""
        if not isinstance(value, dict):
            return at.problem("an owner has name and email, or account") or {}
        unknown(value, ("name", "email", "account"), at)
        account = value.get("account")
        found: Fields = {"content_owner_id": None}
        if account:
            # Who is not there is left to the site's own.
            number = at.find("account", at.audience, account)
            found = {"content_owner_id": number} if number else {}
        for key in ("name", "email"):
            field = model._meta.get_field(f"owner_{key}")
            read = read_field(field, value.get(key, ""), at.of(key))
            found |= {} if read is LEFT_OUT else {field.name: read}
        return found

    def write(self, page: ContentPage, names: blocks_out.Names) -> Any:
        """Whoever is not the site's own alone."""
        words = {"name": page.owner_name, "email": page.owner_email}
        number = page.content_owner_id
        if number is not None and (number != names.owner or any(words.values())):
            words["account"] = names.account(number) or ""
        return {key: said for key, said in words.items() if said} or None

    def missing(self, model: type[ContentPage]) -> bool:
        """Never: there is the site's own."""
        return False


class FacetValues(Column):
    """What an entry of a directory has, by facet."""

    def read(self, model: type[ContentPage], value: Any, at: At) -> Fields:
        """As ``facet:value`` keys."""
        if not isinstance(value, dict):
            return at.problem("each facet has a list of what the entry has") or {}
        keys = []
        for facet, chosen in value.items():
            if not isinstance(chosen, list) or not all(isinstance(one, str) for one in chosen):
                at.of(facet).problem("this is a list")
                continue
            keys += [f"{facet}:{one}" for one in chosen]
        return {self.name: keys}

    def write(self, page: ContentPage, names: blocks_out.Names) -> Any:
        """By facet."""
        found: dict[str, list[str]] = {}
        for key in page.facet_values:
            facet, _, chosen = key.partition(":")
            found.setdefault(facet, []).append(chosen)
        return found or None


class Plural(Column):
    """What several entries are called; made from what one is called where a file does not say."""

    def write(self, page: ContentPage, names: blocks_out.Names) -> Any:
        """Where it is another than is made."""
        words: str = getattr(page, self.name)
        return None if words == plural(page.entry_noun) else words

    def missing(self, model: type[ContentPage]) -> bool:
        """Never."""
        return False


class Hero(Column):
    """The big picture of a front page: the page's own picture where a file does not say."""

    def write(self, page: ContentPage, names: blocks_out.Names) -> Any:
        """Where it is another."""
        number: int | None = page.hero_image_id
        return names.picture(number) if number and number != page.picture_id else None


class CollectionName(Column):
    """A collection of documents by its name; made for the site's readers where it is not there."""

    def read(self, model: type[ContentPage], value: Any, at: At) -> Fields:
        """Its id."""
        found = at.find("collection", at.audience, value)
        return {"collection_id": found}

    def write(self, page: ContentPage, names: blocks_out.Names) -> Any:
        """Its name, where it is another than the site's own."""
        name = name_of(page.collection)
        return None if name == COLLECTIONS.get(names.audience) else name

    def missing(self, model: type[ContentPage]) -> bool:
        """Never: each site has one."""
        return False


def plural(noun: str) -> str:
    """An English noun, as there are several of it."""
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if re.search(r"(s|x|z|ch|sh)$", noun) else f"{noun}s"


def read_field(field: Any, value: Any, at: At) -> Any:
    """What a value in a file is as a field of a page, or ``LEFT_OUT``."""
    if isinstance(field, StreamField):
        return blocks_in.read(field.stream_block, value, at)
    if isinstance(field, models.ForeignKey) and field.related_model is GuildhallImage:
        number = at.named("picture", value)
        return LEFT_OUT if number is LEFT_OUT else number
    if isinstance(field, models.BooleanField):
        return flag(value, at)
    if isinstance(field, ArrayField):
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return value
        return at.problem("this is a list of words")
    if not isinstance(value, str):
        return at.problem("this is words, not a list or an object")
    if isinstance(field, RichTextField):
        return to_html(value, at, field.features)
    try:
        found = field.clean(value.strip("\n"), None)
    except ValidationError as error:
        return at.problem(words_of(error))
    longest = field.max_length
    if longest and isinstance(found, str) and len(found) > longest:
        return at.problem(f"this has {len(found)} letters, {longest} is the most")
    if isinstance(found, datetime) and timezone.is_naive(found):
        return timezone.make_aware(found)
    return found


def write_field(field: Any, value: Any, names: blocks_out.Names) -> Any:
    """The other way round; ``None`` for nothing."""
    if isinstance(field, StreamField):
        return blocks_out.write(field.stream_block, value.get_prep_value(), names)
    if isinstance(field, RichTextField):
        return to_markdown(value, names.link) or None
    if isinstance(field, models.ForeignKey):
        return names.picture(value.pk) if value else None
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return value or None
    return None if value in ("", None, []) else value


def columns(*plain: str, **named: str | Callable[[str], Column]) -> tuple[Column, ...]:
    """Columns whose key is the field's name, and those whose key is not."""
    return (
        *(Column(key) for key in plain),
        *(Column(key, one) if isinstance(one, str) else one(key) for key, one in named.items()),
    )


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
