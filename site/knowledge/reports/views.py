"""Reports for editors: articles that do not help, questions without answers, articles due for a look."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from knowledge import questions
from knowledge.models import ArticlePage, TopicPage, Vote
from knowledge.numbers import number_in
from knowledge.reports import selectors
from knowledge.reports.screens import Report, Screen, article_for
from knowledge.reports.services import start_article
from knowledge.upkeep.selectors import DueArticle, due
from knowledge.upkeep.services import NotPublished, mark_reviewed
from knowledge.votes.services import settle


class Unhelpful(Report):
    """Articles that did not help, the worst first."""

    page_title = gettext_lazy("Unhelpful articles")
    template_name = "knowledge/admin/unhelpful.html"
    file_name = "unhelpful-articles"
    head = [
        "Article",
        "Owner",
        "Did not help",
        "Helped",
        "Share %",
        "Change in points",
        "Reasons",
        "Open comments",
    ]

    def lines(self) -> list[selectors.ArticleVotes]:
        """Those the person asking may change."""
        return selectors.unhelpful(selectors.editable_articles(self.user))

    def cells(self, line: selectors.ArticleVotes) -> Iterable[Any]:
        """One article."""
        reasons = "; ".join(f"{label}: {count}" for label, count in line.reasons)
        now = line.now
        return line.title, line.owner, now.no, now.yes, now.share, line.trend, reasons, line.comments


class ArticleVotesScreen(Screen):
    """What readers said of one article, revision by revision."""

    page_title = gettext_lazy("Was it helpful?")
    template_name = "knowledge/admin/article_votes.html"

    def get(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """Votes and comments."""
        article = article_for(self.user, article_id)
        return self.show(
            article=article,
            votes=selectors.votes_of(article),
            comments=selectors.comments_of(article),
        )

    def post(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """A comment is dealt with."""
        article = article_for(self.user, article_id)
        vote = get_object_or_404(Vote, article=article, pk=number_in(request.POST.get("comment", "")))
        settle(vote, self.user)
        messages.success(request, _("The comment is dealt with."))
        return redirect("knowledge_article_votes", article.pk)


class Questions(Report):
    """What readers looked for and did not find."""

    page_title = gettext_lazy("Questions without answers")
    template_name = "knowledge/admin/questions.html"
    file_name = "questions-without-answers"
    head = ["Question", "Asked", "Last asked", "Site", "Language", "On the article"]

    def lines(self) -> list[questions.Question]:
        """Those asked on articles that the person asking may change, and those asked on none."""
        return questions.open_questions(selectors.editable_articles(self.user))

    def cells(self, line: questions.Question) -> Iterable[Any]:
        """One question."""
        asked_at = timezone.localtime(line.last_asked_at).isoformat(timespec="minutes")
        return line.words, line.asked, asked_at, line.audience, line.language, line.article_title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The topics an article can be started under."""
        context: dict[str, Any] = super().get_context_data(topics=selectors.topics_for(self.user), **kwargs)
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        """Settle a question, or start an article from it."""
        question = questions.find(request.POST.get("source", ""), number_in(request.POST.get("id", "")))
        if question is None:
            raise Http404
        if question.article_id:
            article_for(self.user, question.article_id)
        if request.POST.get("do") == "settle":
            questions.settle(question, self.user)
            messages.success(request, _("The question is settled."))
            return redirect("knowledge_questions")
        chosen = get_object_or_404(TopicPage, pk=number_in(request.POST.get("topic", "")))
        article = start_article(question, chosen, self.user)
        messages.success(
            request,
            _(
                "This draft begins with what a reader asked. Write the answer, then settle the question in the report."
            ),
        )
        return redirect("wagtailadmin_pages:edit", article.pk)


class DueForReview(Report):
    """Articles whose day of review is near or over."""

    page_title = gettext_lazy("Articles to review")
    template_name = "knowledge/admin/reviews.html"
    file_name = "articles-to-review"
    header_icon = "calendar-check"
    head = ["Article", "Owner", "Review by", "Last reviewed", "Overdue"]

    def lines(self) -> list[DueArticle]:
        """Those the person asking may change; with ``?owner=`` those of one owner."""
        rows = ArticlePage.objects.filter(pk__in=selectors.editable_articles(self.user))
        found = due(timezone.localdate(), rows)
        owner = self.request.GET.get("owner", "")
        self.owners = sorted({one.owner for one in found if one.owner})
        return [one for one in found if not owner or one.owner == owner]

    def cells(self, line: DueArticle) -> Iterable[Any]:
        """One article."""
        return line.title, line.owner, line.review_by, line.last_reviewed_on, "yes" if line.is_late else "no"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The owners to choose from."""
        chosen = self.request.GET.get("owner", "")
        context: dict[str, Any] = super().get_context_data(owners=self.owners, owner=chosen, **kwargs)
        return context


class Reviewed(Screen):
    """The button "Reviewed, still right"."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """Keep the review, and go back to where the button was."""
        article = article_for(self.user, article_id)
        try:
            review = mark_reviewed(article, self.user)
        except NotPublished:
            messages.error(request, _("Publish the article first: a review is of what readers get."))
        else:
            messages.success(
                request,
                _("“%(title)s” is reviewed. It is due again on %(day)s.")
                % {"title": article.title, "day": review.next_on.strftime("%-d %B %Y")},
            )
        if request.POST.get("back") == "report":
            return redirect("knowledge_reviews")
        return redirect(reverse("wagtailadmin_pages:edit", args=[article.pk]))
