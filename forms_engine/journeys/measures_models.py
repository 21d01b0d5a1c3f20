"""How far people get in a journey: events of the last two days, and daily counts of all before."""

from django.db import models


class VisitSalt(models.Model):
    """What makes one day's visit keys. It is deleted when the day is counted: from then on nobody can tell which
    submission an event belonged to, and no two days' events can be told to be of one person."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField()

    def __str__(self) -> str:
        return str(self.day)


class JourneyEvent(models.Model):
    """Something happened for the first time in a visit. Holds nothing about who it was, and no answer."""

    class Kind(models.TextChoices):
        STARTED = "started", "Journey started"
        REACHED = "reached", "Page shown"
        ERROR = "error", "Answer refused"
        COMPLETED = "completed", "Page completed"
        FINISHED = "finished", "Journey sent"

    version = models.ForeignKey("catalogue.JourneyVersion", on_delete=models.CASCADE, related_name="+")
    day = models.DateField(help_text="The day whose salt made the visit key.")
    visit = models.CharField(max_length=32)
    kind = models.CharField(max_length=10, choices=Kind)
    page = models.CharField(max_length=60, blank=True)
    question = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=40, blank=True)
    hour = models.DateTimeField(help_text="To the hour.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "version", "visit", "kind", "page", "question", "code"],
                name="an_event_counts_once_a_visit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.page}"


class JourneyDay(models.Model):
    """One day's counts, in visits. Without a page: the journey as a whole (``reached`` started, ``completed`` sent).
    Without a question: the page. With a question but no code: the question, whatever was wrong with its answer."""

    version = models.ForeignKey("catalogue.JourneyVersion", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    page = models.CharField(max_length=60, blank=True)
    question = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=40, blank=True)
    reached = models.PositiveIntegerField(default=0)
    completed = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "day", "page", "question", "code"], name="one_count_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.page} {self.question}"


class NetworkDay(models.Model):
    """How many requests came from one network, or gave one email address, on one day, under a hash that nobody can
    undo once the day's salt is gone. Deleted with it."""

    day = models.DateField()
    network = models.CharField(max_length=32)
    requests = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "network"], name="one_count_a_network_and_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.requests}"
