"""Releases in the admin: the list, one release, and putting a page into one from the page's own menu."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages

from content.admin_screens import Screen
from content.models import Release
from content.releases import gathering, releasing
from content.releases.checking import Problem, problems_of, rows_of
from content.releases.forms import AddPageForm, NameForm, ScheduleForm
from content.releases.selectors import open_releases_for, release_for, releases_for
from content.sections.held import page_held
from content.sections.reach import edits

MOST_SHOWN = 100
CLOSED = "This release is scheduled or out: its pages stay as they are. Call it off to change it."


@dataclass(frozen=True, slots=True)
class Line:
    """A page of a release as the person at work may know of it."""

    page_id: int
    title: str
    is_theirs: bool
    take_down: bool
    newer_draft: bool
    problems: list[Problem]


class Releases(Screen):
    """Every release the person at work may know of, the newest first."""

    page_title = "Releases"
    header_icon = "calendar-alt"
    template_name = "content/admin/governance/releases.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, and the form for another."""
        return self.show(releases=releases_for(self.user)[:MOST_SHOWN], form=NameForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Another."""
        form = NameForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, releases=releases_for(self.user)[:MOST_SHOWN], form=form)
        made = gathering.start(name=form.cleaned_data["name"], by=self.user)
        messages.success(request, "The release is there. Put pages into it.")
        return redirect("release", made.pk)


class OneRelease(Screen):
    """A release: its pages, what is in the way, and its time."""

    header_icon = "calendar-alt"
    template_name = "content/admin/governance/release.html"

    def get(self, request: HttpRequest, release_id: int) -> HttpResponse:
        """As it stands."""
        return self._shown(release_for(self.user, release_id))

    def post(self, request: HttpRequest, release_id: int) -> HttpResponse:
        """Add a page, leave one out, schedule, release now, call off, throw away."""
        release = release_for(self.user, release_id)
        acts = {
            "add": self._add,
            "leave_out": self._leave_out,
            "schedule": self._schedule,
            "now": self._now,
            "call_off": self._call_off,
            "throw_away": self._throw_away,
        }
        act = acts.get(request.POST.get("do", ""))
        if act is None:
            raise Http404
        try:
            return act(release)
        except gathering.NotOpen:
            messages.error(request, CLOSED)
        except gathering.TooMany:
            messages.error(request, f"A release takes {gathering.MOST_PAGES} pages at most. Begin another.")
        except gathering.CannotBeScheduled as error:
            messages.error(request, _why_not(error))
        return redirect("release", release.pk)

    def _add(self, release: Release) -> HttpResponse:
        form = AddPageForm(self.request.POST, user=self.user)
        if not form.is_valid():
            return self._shown(release, status=422, add_form=form)
        page = page_held(self.user, form.cleaned_data["page"].pk)
        gathering.gather(release, page, take_down=form.cleaned_data["take_down"])
        messages.success(self.request, f"“{page.get_admin_display_title()}” is in the release.")
        return redirect("release", release.pk)

    def _leave_out(self, release: Release) -> HttpResponse:
        page = self.request.POST.get("page", "")
        if not page.isdecimal() or len(page) > 9:
            raise Http404
        if release.made_by_id != self.user.pk:
            page_held(self.user, int(page))
        gathering.leave_out(release, int(page))
        messages.success(self.request, "The page is out of the release.")
        return redirect("release", release.pk)

    def _schedule(self, release: Release) -> HttpResponse:
        form = ScheduleForm(self.request.POST)
        if not form.is_valid():
            return self._shown(release, status=422, schedule_form=form)
        gathering.schedule(release, by=self.user, **form.cleaned_data)
        messages.success(self.request, "Scheduled. The drafts are fixed as they are now.")
        return redirect("release", release.pk)

    def _now(self, release: Release) -> HttpResponse:
        if not self.is_sure():
            return self._ask(
                release,
                f"Release “{release.name}” now?",
                then="All of its pages change for readers at this instant. To take it back, each has to be changed again.",
                yes="Release now",
            )
        agrees = bool(self.request.POST.get("agrees"))
        gathering.schedule(release, at=timezone.now(), by=self.user, agrees=agrees)
        if releasing.release(release.pk):
            messages.success(self.request, "Released: all of it is live.")
        else:
            release.refresh_from_db()
            if release.state == Release.State.FAILED:
                messages.error(self.request, release.why_not)
        return redirect("release", release.pk)

    def _call_off(self, release: Release) -> HttpResponse:
        self._theirs_or_404(release)
        if not self.is_sure():
            return self._ask(
                release,
                f"Call “{release.name}” off?",
                then="It loses its time, and the drafts that were fixed for it. Its pages stay as readers have them now.",
                yes="Call it off",
            )
        gathering.call_off(release)
        messages.success(self.request, "Called off. It has no time any more, and its pages can be changed.")
        return redirect("release", release.pk)

    def _throw_away(self, release: Release) -> HttpResponse:
        self._theirs_or_404(release)
        if not self.is_sure():
            return self._ask(
                release,
                f"Throw “{release.name}” away?",
                then="The list of its pages is gone for good. The pages and their drafts stay as they are.",
                yes="Throw it away",
            )
        gathering.throw_away(release)
        messages.success(self.request, "The release is gone. Its pages are as they were.")
        return redirect("releases")

    def _ask(self, release: Release, question: str, *, then: str, yes: str) -> HttpResponse:
        return self.ask(question, then=then, yes=yes, back=reverse("release", args=[release.pk]))

    def _theirs_or_404(self, release: Release) -> None:
        """Who made it or gave it its time, or may change every page of it, ends it."""
        if self.user.pk in {release.made_by_id, release.scheduled_by_id}:
            return
        if not all(edits(self.user, row.page) for row in rows_of(release)):
            raise Http404

    def _shown(self, release: Release, status: int = 200, **forms: Any) -> HttpResponse:
        self.page_title = release.name
        is_open = release.state in {Release.State.GATHERING, Release.State.FAILED}
        found = problems_of(release, self.user) if is_open else []
        lines = [
            Line(
                page_id=row.page_id,
                title=row.page.specific_deferred.get_admin_display_title(),
                is_theirs=edits(self.user, row.page),
                take_down=row.take_down,
                newer_draft=bool(row.revision_id and row.page.latest_revision_id != row.revision_id),
                problems=[one for one in found if one.page_id == row.page_id],
            )
            for row in rows_of(release)
        ]
        for line in lines:
            if not line.is_theirs:
                # What stands in the way may name what is in the page.
                line.problems[:] = [one for one in line.problems if one.stops][:1]
        context = {
            "release": release,
            "lines": lines,
            "is_open": is_open,
            "stopped": any(one.stops for one in found),
            "opens": any(one.opens for one in found),
            "add_form": AddPageForm(user=self.user),
            "schedule_form": ScheduleForm(),
        }
        return self.show(status=status, **{**context, **forms})


class PutIntoRelease(Screen):
    """From a page's menu: which release it goes into."""

    page_title = "Put into a release"
    header_icon = "calendar-alt"
    template_name = "content/admin/governance/put_into_release.html"

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """The releases that are open."""
        page = page_held(self.user, page_id)
        return self.show(page=page, releases=open_releases_for(self.user)[:MOST_SHOWN])

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Put it there, or into a new one."""
        page = page_held(self.user, page_id)
        chosen = request.POST.get("release", "")
        name = " ".join(request.POST.get("name", "").replace("\x00", "").split())[:120]
        if chosen.isdecimal() and len(chosen) < 10:
            release = release_for(self.user, int(chosen))
        elif name:
            release = gathering.start(name=name, by=self.user)
        else:
            messages.error(request, "Choose a release, or name a new one.")
            return redirect("put_into_release", page.pk)
        try:
            gathering.gather(release, page, take_down=bool(request.POST.get("take_down")))
        except gathering.NotOpen:
            messages.error(request, CLOSED)
        except gathering.TooMany:
            messages.error(request, f"A release takes {gathering.MOST_PAGES} pages at most. Begin another.")
        else:
            messages.success(request, f"“{page.get_admin_display_title()}” is in the release.")
        return redirect(reverse("release", args=[release.pk]))


def _why_not(error: gathering.CannotBeScheduled) -> str:
    if not error.problems:
        return "There is no page in this release yet."
    if not any(one.stops for one in error.problems):
        return "This release opens pages to more readers. Tick that you have read who, then try again."
    return "Something is in the way: see what is said beside the pages."
