"""The rules: all of them in their order, one of them, its condition over answers, putting them in force, and their history."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from pydantic import ValidationError

from accounts.staff.screens import AdministratorScreen
from forms_engine.delivery.models import Destination, RuleSet
from forms_engine.delivery.routing import changing
from forms_engine.delivery.routing.checking import Known, faults_of
from forms_engine.delivery.routing.loading import newest
from forms_engine.delivery.routing.rules import Rule, Rules
from forms_engine.delivery.routing.words import sentence_of
from forms_engine.editor.editing.forms.conditions import ConditionForm, subject_choices
from forms_engine.editor.editing.sentences import sentence
from forms_engine.editor.routing.forms import RuleForm
from forms_engine.editor.routing.words import condition_in_words, subjects_of

MORE, REFRESH = "more", "refresh"


class RoutingScreen(AdministratorScreen):
    """A page about the rules. What it was shown with is in ``seen``, so that two people do not overwrite each other."""

    header_icon = "site"

    def crumbs(self) -> list[dict[str, str]]:
        """The rules."""
        return [{"url": reverse("routing_rules"), "label": "Routing rules"}]

    @property
    def seen(self) -> str:
        """What the page that was posted from had shown."""
        return str(self.request.POST.get("seen", ""))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the version of the rules that are shown."""
        context: dict[str, Any] = super().get_context_data(
            **{"seen": changing.version_of(changing.shown()), **kwargs}
        )
        return context

    def done(self, words: str, address: str = "routing_rules", **where: Any) -> HttpResponse:
        """Say what was done, and go on."""
        messages.success(self.request, words)
        return redirect(address, **where)


class RulesView(RoutingScreen):
    """Every rule as a sentence, with its buttons; what is wrong with them; and who gets what nothing is for."""

    page_title = "Routing rules"
    template_name = "editor/routing/rules.html"

    def crumbs(self) -> list[dict[str, str]]:
        """This is the first."""
        return []

    def get(self, request: HttpRequest) -> HttpResponse:
        """The rules that are being written, or those in force."""
        shown, known, faults = changing.shown(), Known(), []
        rules = Rules.model_validate(shown.document).rules
        faults = faults_of(shown)
        rows = [
            {
                "rule": rule,
                "sentence": sentence_of(rule, known.names, condition_in_words),
                "faults": [fault for fault in faults if fault.rule == rule.id],
                "is_first": number == 0,
                "is_last": number == len(rules) - 1,
            }
            for number, rule in enumerate(rules)
        ]
        return self.show(
            shown=shown,
            in_force=newest(),
            rows=rows,
            faults=[fault for fault in faults if not fault.rule],
            may_put_in_force=not any(fault.is_error for fault in faults),
            destinations=Destination.objects.filter(retired_at=None).order_by("name"),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """One of the page's buttons: ``up``, ``down`` or ``remove`` with a rule's id, ``default`` with a destination's
        short name, ``discard``."""
        given, by = request.POST, self.user
        try:
            if "up" in given or "down" in given:
                places, rule_id = (-1, given["up"]) if "up" in given else (1, given["down"])
                changing.move_rule(rule_id, places, by=by, seen=self.seen)
                return redirect(f"{reverse('routing_rules')}#rule-{rule_id}")
            if "remove" in given:
                changing.remove_rule(given["remove"], by=by, seen=self.seen)
                return self.done("The rule is out. It decides until you put these rules in force.")
            if "discard" in given:
                changing.discard(by=by, seen=self.seen)
                return self.done("The changes are gone. The rules in force are as they were.")
            if "default" in given:
                chosen = get_object_or_404(Destination, slug=given["default"])
                changing.choose_default(chosen, by=by, seen=self.seen)
                return self.done(f"What nothing else is for will go to {chosen.name}.")
        except (changing.Stale, changing.StillNeeded) as refused:
            messages.error(request, str(refused))
        return redirect("routing_rules")


class RuleScreen(RoutingScreen):
    """A page about one rule."""

    rule: Rule | None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it among the rules that are shown."""
        super().setup(request, *args, **kwargs)
        rule_id = kwargs.get("rule_id")
        rules = Rules.model_validate(changing.shown().document)
        self.rule = rules.find(rule_id) if rule_id else None
        if rule_id and self.rule is None:
            raise Http404

    def get_page_title(self) -> str:
        """Its name."""
        return self.rule.name if self.rule else "Add a rule"


class RuleView(RuleScreen):
    """A new rule, or one that there is."""

    template_name = "editor/routing/rule.html"

    def get(self, request: HttpRequest, rule_id: str = "") -> HttpResponse:
        """The form."""
        return self._show(RuleForm(known=Known(), rule=self.rule))

    def post(self, request: HttpRequest, rule_id: str = "") -> HttpResponse:
        """Write it among the rules that are being written; with ``try`` or ``answers``, go there."""
        form = RuleForm(request.POST, known=Known(), rule=self.rule)
        if not form.is_valid():
            return self._show(form, status=422)
        rule = form.rule()
        try:
            changing.save_rule(rule, by=self.user, seen=self.seen)
        except (changing.Stale, changing.RulesRefused) as refused:
            form.add_error(None, str(refused))
            return self._show(form, status=409)
        if "answers" in request.POST:
            return redirect("routing_rule_answers", rule_id=rule.id)
        if "try" in request.POST:
            return redirect("routing_try")
        return self.done(f"“{rule.name}” is saved. It decides nothing until you put the rules in force.")

    def _show(self, form: RuleForm, status: int = 200) -> HttpResponse:
        answers = self.rule.when.answers if self.rule else None
        words = condition_in_words(answers, self.rule.when.journeys) if self.rule and answers else ""
        return self.show(status=status, form=form, rule=self.rule, answers=words)


class AnswersView(RuleScreen):
    """A rule's condition over answers, with the same builder as journeys have."""

    template_name = "editor/routing/answers.html"

    def crumbs(self) -> list[dict[str, str]]:
        """The rule."""
        rule_id = self.kwargs["rule_id"]
        return [
            *super().crumbs(),
            {"url": reverse("routing_rule", args=[rule_id]), "label": super().get_page_title()},
        ]

    def get_page_title(self) -> str:
        """What is asked of the answers."""
        return "What has to be answered"

    def get(self, request: HttpRequest, rule_id: str) -> HttpResponse:
        """Its lines."""
        return self._show(self._form(None))

    def post(self, request: HttpRequest, rule_id: str) -> HttpResponse:
        """Keep it, or show it again with another line or the answers to choose from."""
        assert self.rule is not None
        do, data = request.POST.get("do", ""), request.POST.copy()
        if do == MORE:
            total = data.get("rows-TOTAL_FORMS", "0")
            data["rows-TOTAL_FORMS"] = str(int(total) + 1) if total.isdecimal() else "1"
        form = self._form(data)
        if do in {MORE, REFRESH}:
            return self._show(form)
        if not form.is_valid():
            return self._show(form, status=422)
        try:
            when = self.rule.when.model_dump() | {"answers": form.condition()}
            rule = Rule.model_validate({**self.rule.model_dump(), "when": when})
            changing.save_rule(rule, by=self.user, seen=self.seen)
        except (changing.Stale, changing.RulesRefused, ValidationError) as refused:
            form.add_error(
                None, "This cannot be asked." if isinstance(refused, ValidationError) else str(refused)
            )
            return self._show(form, status=409)
        return self.done("What has to be answered is saved.", "routing_rule", rule_id=rule.id)

    def _form(self, data: Any) -> ConditionForm:
        assert self.rule is not None
        known = subjects_of(self.rule.when.journeys)
        return ConditionForm(
            data, before=self.rule.when.answers, known=known, choices=subject_choices(known, [], before=None)
        )

    def _show(self, form: ConditionForm, status: int = 200) -> HttpResponse:
        assert self.rule is not None
        answers, journeys = self.rule.when.answers, self.rule.when.journeys
        words = sentence(answers, subjects_of(journeys)) if answers else ""
        return self.show(status=status, form=form, rule=self.rule, words=words)


class InForceView(RoutingScreen):
    """Putting the rules in force: a note of what was changed, and what that means."""

    page_title = "Put the rules in force"
    template_name = "editor/routing/in_force.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """What would change."""
        draft = changing.being_written()
        if draft is None:
            messages.warning(request, "There are no changes to put in force.")
            return redirect("routing_rules")
        now, known = newest(), Known()
        before = {rule.id: sentence_of(rule, known.names, condition_in_words) for rule in _rules(now)}
        after = {rule.id: sentence_of(rule, known.names, condition_in_words) for rule in _rules(draft)}
        faults = faults_of(draft)
        already = {fault.words for fault in faults_of(now)}
        return self.show(
            draft=draft,
            now=now,
            added=[after[one] for one in after if one not in before],
            removed=[before[one] for one in before if one not in after],
            changed=[
                (before[one], after[one]) for one in after if one in before and before[one] != after[one]
            ],
            moved=[one for one in after if one in before] != [one for one in before if one in after],
            errors=[fault for fault in faults if fault.is_error],
            warnings=[fault for fault in faults if not fault.is_error],
            new_warnings=[
                fault.words for fault in faults if not fault.is_error and fault.words not in already
            ],
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it."""
        try:
            made = changing.put_in_force(by=self.user, note=request.POST.get("note", ""), seen=self.seen)
        except (changing.Stale, changing.RulesRefused) as refused:
            messages.error(request, str(refused))
            return redirect("routing_rules")
        return self.done(
            f"The rules are in force, as number {made.number}. New requests follow them from now on."
        )


class HistoryView(RoutingScreen):
    """The rules that were in force before."""

    page_title = "History of the rules"
    template_name = "editor/routing/history.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Newest first."""
        sets = RuleSet.objects.filter(number__isnull=False).select_related("saved_by", "default_destination")
        known = Known().names
        rows = [
            (one, [sentence_of(rule, known, condition_in_words) for rule in _rules(one)])
            for one in sets.order_by("-number")[:50]
        ]
        return self.show(rows=rows)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin from one of them again."""
        number = request.POST.get("number", "")
        if not number.isdecimal() or not RuleSet.objects.filter(number=int(number)).exists():
            raise Http404
        try:
            changing.bring_back(int(number), by=self.user, seen=self.seen)
        except changing.Stale as refused:
            messages.error(request, str(refused))
            return redirect("routing_history")
        return self.done(f"These are the rules of number {number} again. Try them, then put them in force.")


def _rules(rule_set: RuleSet) -> tuple[Rule, ...]:
    return Rules.model_validate(rule_set.document).rules
