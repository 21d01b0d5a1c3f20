"""Writing the letters: once a week on Mondays, or once a month on its first day, in the morning.

What a subscriber has been told is one date, moved on under their lock in the transaction that writes the letter: so no day's
news is left out or told twice, by however many workers, and however late they come.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation

from forms_engine.notices.services import send_email
from forms_engine.rounds import going_on
from portal.models import Every, Subscriber, Subscription
from portal.updates.keeping import OWNER_TYPE
from portal.updates.links import link, token_of
from portal.updates.offered import TOPIC, WARD, offered
from portal.updates.said import Section, of_topic, of_ward
from portal.updates.topic_news import ByTopic, topic_news
from portal.updates.ward_news import ByWard, ward_news

MORNING, EVENING = time(7), time(20)
AT_ONCE = 2000  # subscribers in one round


def write_letters(now: datetime) -> int:
    """Write to every subscriber whose week or month is over and for whom there is news; answers how many letters. Called as
    often as you like, at any time of day.

    Raises:
        RoundNotWhole: when some could not be written.
    """
    local = timezone.localtime(now)
    if not MORNING <= local.time() < EVENING:
        return 0
    today = local.date()
    ends = {Every.WEEK: today - timedelta(days=today.weekday()), Every.MONTH: today.replace(day=1)}
    known = _Known()
    written = 0
    with going_on("letters of updates") as attempt:
        for every, until in ends.items():
            due = Subscriber.objects.filter(ended_at=None, every=every, told_to__lt=until)
            for pk in list(due.order_by("told_to", "pk").values_list("pk", flat=True)[:AT_ONCE]):
                written += attempt(pk, partial(_write, pk, until, known))
    return written


@dataclass(slots=True)
class _Known:
    """What is news in a span of days, and what things are called: asked once in a round. Most subscribers share their days
    with all others."""

    of_topics: dict[tuple[date, date], ByTopic] = field(default_factory=dict)
    of_wards: dict[tuple[date, date], ByWard] = field(default_factory=dict)
    names: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)

    def topics(self, since: date, until: date) -> ByTopic:
        """What is news in the topics."""
        if (since, until) not in self.of_topics:
            self.of_topics[since, until] = topic_news(_begins(since), _begins(until))
        return self.of_topics[since, until]

    def wards(self, since: date, until: date) -> ByWard:
        """What is news in the wards."""
        if (since, until) not in self.of_wards:
            self.of_wards[since, until] = ward_news(_begins(since), _begins(until))
        return self.of_wards[since, until]

    def titles(self, language: str) -> dict[str, dict[str, str]]:
        """By kind, what each thing that there is news of is called."""
        if language not in self.names:
            there_are = offered(language)
            self.names[language] = {TOPIC: there_are.topics, WARD: there_are.wards}
        return self.names[language]


@transaction.atomic
def _write(subscriber_id: UUID, until: date, known: _Known) -> int:
    subscriber = (
        Subscriber.objects.select_for_update()
        .filter(pk=subscriber_id, ended_at=None, told_to__lt=until)
        .first()
    )
    if subscriber is None:
        return 0  # another worker has written, or they have just ended it
    with translation.override(subscriber.language):
        sections = _sections(subscriber, until, known)
    since = subscriber.told_to
    subscriber.told_to = until
    subscriber.save(update_fields=["told_to"])
    if not sections:
        return 0
    token, language = token_of(subscriber), subscriber.language
    context = {
        "sections": sections,
        "since": since,
        "manage": link("updates_choices", language, token),
        "stop": link("updates_stop", language, token),
    }
    send_email(
        owner_type=OWNER_TYPE,
        owner_id=str(subscriber.pk),
        subject="updates.letter",
        recipient=subscriber.email,
        language=language,
        context=context,
        unsubscribe=str(context["stop"]),
    )
    return 1


def _sections(subscriber: Subscriber, until: date, known: _Known) -> list[Section]:
    language = subscriber.language
    titles = known.titles(language)
    found: list[Section] = []
    chosen: list[Subscription] = list(subscriber.subscriptions.order_by("kind", "what"))
    for one in chosen:
        title = titles[one.kind].get(one.what)
        since = max(subscriber.told_to, one.since)
        if title is None or since >= until:
            continue
        if one.kind == TOPIC:
            news = known.topics(since, until).get(language, {}).get(one.what, [])
            section = of_topic(one.what, title, news, language)
        else:
            section = of_ward(title, known.wards(since, until).get(one.what, []), language)
        if section.lines:
            found.append(section)
    return found


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
