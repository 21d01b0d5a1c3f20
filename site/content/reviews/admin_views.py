"""Looking pages over, in the admin: the report, and the button."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import LogFormatter

from audiences.keys import PARTNER, PUBLIC, STAFF
from content.admin_screens import Report, Screen
from content.reviews import selectors, services
from content.sections.held import page_held, sections_to_choose

MOST_SHOWN = 500
AUDIENCES = [(PUBLIC, "Everyone"), (STAFF, "Council staff"), (PARTNER, "Partner organisations")]


class PagesToLookOver(Report):
    """Pages that are overdue, due soon, or without a day."""

    page_title = "Pages to look over"
    header_icon = "calendar-check"
    template_name = "content/admin/governance/reviews.html"
    file_name = "pages-to-look-over"
    head: ClassVar[list[str]] = [
        "Page",
        "Address",
        "Owner",
        "Readers",
        "Look over by",
        "Last looked over",
        "Overdue",
    ]

    def lines(self) -> list[selectors.PageToLookOver]:
        """Those of the sections of the person asking, as chosen."""
        asked = self.request.GET
        self.sections = sections_to_choose(self.user)
        section = next((one.path for one in self.sections if str(one.pk) == asked.get("section")), "")
        state, audience = asked.get("state", ""), asked.get("audience", "")
        self.choice = selectors.Choice(
            state=state if state in selectors.STATES else "overdue",
            owner=asked.get("owner", "").replace("\x00", "")[:254],
            section=section,
            audience=audience if audience in dict(AUDIENCES) else "",
        )
        today = timezone.localdate()
        found = selectors.to_look_over(self.user, today, self.choice)
        shown = found if asked.get("export") == "csv" else found[:MOST_SHOWN]
        return [selectors.line_of(one, today) for one in shown]

    def cells(self, line: selectors.PageToLookOver) -> Iterable[Any]:
        """One page."""
        late = "yes" if line.is_late else "no"
        return line.title, line.address, line.owner, line.readers, line.review_by, line.looked_over_on, late

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What can be chosen, and what is."""
        query = self.request.GET.copy()
        query.pop("export", None)
        context: dict[str, Any] = super().get_context_data(
            choice=self.choice,
            chosen_section=self.request.GET.get("section", ""),
            states=list(selectors.STATES.items()),
            owners=selectors.owners_to_choose(self.user),
            sections=self.sections,
            audiences=AUDIENCES,
            most=MOST_SHOWN,
            query=query.urlencode(),
            **kwargs,
        )
        return context


class AgainForm(forms.Form):
    """By when it is looked at again."""

    again_by = forms.DateField(label="Look at it again by", widget=AdminDateInput)

    def clean_again_by(self) -> Any:
        """The day has to come."""
        day = self.cleaned_data["again_by"]
        if day <= timezone.localdate():
            raise forms.ValidationError("Choose a day that is still to come.")
        return day


class LookedOver(Screen):
    """One page: "I have looked at it"."""

    page_title = "Look the page over"
    header_icon = "calendar-check"
    template_name = "content/admin/governance/looked_over.html"

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Who answers for it, by when, and the button."""
        page = page_held(self.user, page_id)
        initial = {"again_by": services.next_day(page, timezone.localdate())}
        return self._shown(page, AgainForm(initial=initial))

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """It is looked over. Without a day, the page's own cycle decides."""
        page = page_held(self.user, page_id)
        form = AgainForm(request.POST) if request.POST.get("again_by") else None
        if form is not None and not form.is_valid():
            return self._shown(page, form, status=422)
        again_by = form.cleaned_data["again_by"] if form is not None else None
        try:
            day = services.mark_looked_over(page, self.user, again_by=again_by)
        except services.NotPublished:
            messages.error(request, "Publish the page first: what is looked over is what readers get.")
        else:
            messages.success(request, f"“{page.title}” is looked over. Again by {day.strftime('%-d %B %Y')}.")
        back = request.POST.get("back", "")
        if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            return redirect(back)
        return redirect("wagtailadmin_pages:edit", page.pk)

    def _shown(self, page: Any, form: AgainForm, status: int = 200) -> HttpResponse:
        return self.show(status=status, page=page, form=form, owner=selectors.owner_in_words(page))


class OverduePanel(Component):
    """On the admin's home: how many pages of the person's sections are overdue."""

    order = 150
    template_name = "content/admin/governance/overdue_panel.html"

    def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The number, counted to 1,000."""
        request = (parent_context or {})["request"]
        number = selectors.overdue_count(request.user, timezone.localdate())
        most = selectors.MOST_COUNTED
        return {"number": number, "shown": f"{most:,}+" if number >= most else str(number)}


class PageLookedOver(LogFormatter):
    """The line in the page's history."""

    label = "Look the page over"

    def format_message(self, log_entry: Any) -> str:
        """By when again."""
        return f"Looked over; again by {log_entry.data.get('again_by', '')}"
