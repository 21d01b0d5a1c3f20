"""The links between pages: where they lead, and what leads nowhere."""

from forms_engine.definition.importers.form import Object, SourceForm, path_of
from forms_engine.definition.importers.graph import END
from forms_engine.definition.importers.groups import controller_of
from forms_engine.definition.importers.lists import value_text
from forms_engine.definition.importers.named_conditions import NamedConditions
from forms_engine.definition.importers.notes import Notes
from forms_engine.definition.importers.questions import Questions
from forms_engine.definition.importers.spots import Spot, Spots
from forms_engine.definition.importers.texts import Texts
from forms_engine.definition.importers.ways import Link


class Links:
    """Reads the links of pages. ``redirects`` are the exit pages made for those that left the form."""

    def __init__(
        self,
        form: SourceForm,
        spots: Spots,
        questions: Questions,
        conditions: NamedConditions,
        texts: Texts,
        notes: Notes,
    ) -> None:
        self._form, self._spots, self._questions = form, spots, questions
        self._conditions, self._texts, self._notes = conditions, texts, notes
        self.redirects: list[Spot] = []

    def of(self, spot: Spot, *, inside: bool = False, quiet: bool = False) -> list[Link]:
        """The links of a page that lead anywhere. What does not is kept with the page, and reported, unless ``quiet``.
        ``inside`` a group they lead to its pages, else to the group."""
        found: list[Link] = []
        missing: list[Object] = []
        kept: list[Object] = []
        place = f"page {spot.key}"
        last_default = max(
            (
                n
                for n, link in enumerate(spot.source["next"])
                if not link.get("condition") and self._leads(link)
            ),
            default=-1,
        )
        for number, link in enumerate(spot.source["next"]):
            target = path_of(link.get("path"))
            redirect = value_text(link.get("redirect"))
            left = {
                name: part for name, part in link.items() if name not in {"path", "condition", "redirect"}
            }
            left = {name: part for name, part in left.items() if part not in (None, "", {}, [])}
            if not redirect and not self._leads(link):
                missing.append(link)
                if not quiet:
                    self._notes.error(
                        "missing-page",
                        place,
                        f"Link to another page: there is no page “{value_text(link.get('path'))[:80]}”.",
                    )
                continue
            if not link.get("condition") and number != last_default and not redirect:
                kept.append(link)
                continue
            condition = None
            if link.get("condition"):
                reference = value_text(link["condition"])
                if reference not in self._conditions.keys:
                    kept.append(link)
                    if not quiet:
                        self._conditions.reference(reference, place)
                    continue
                condition = self._conditions.reference(reference, place)
            if left:
                kept.append(link)
            if redirect and not quiet:
                key = self._redirect(spot, redirect)
                found.append(Link(key, condition, number))
            elif target in self._spots.by_path:
                key = self._spots.by_path[target].key if inside else self._spots.node_key(target)
                found.append(Link(key, condition, number))
            elif target in self._spots.ends and (behind := self._behind(target, inside)):
                found.append(Link(behind, condition, number))
            elif target in self._spots.ends:
                found.append(Link(END, condition, number))
        if not quiet:
            self._notes.keep(spot.document, {"next": missing, "links": kept}, place)
        return found

    def _leads(self, link: Object) -> bool:
        target = path_of(link.get("path"))
        return bool(link.get("redirect")) or target in self._spots.by_path or target in self._spots.ends

    def _behind(self, path: str, inside: bool) -> str:
        """Where a page goes on to that a group brings along: to the group's own page, or past it."""
        for group in {id(one): one for one in self._spots.group_of.values()}.values():
            if path in group.absorbed:
                if inside:
                    return ""
                page = next(one for one in self._form.pages if path_of(one["path"]) == path)
                for link in page["next"]:
                    target = path_of(link.get("path"))
                    if target in self._spots.by_path and target not in group.paths:
                        return self._spots.node_key(target)
        return ""

    def _redirect(self, spot: Spot, address: str) -> str:
        """An exit page that sends people where the source would have sent them."""
        key = self._spots.keys.new(f"{spot.key}-elsewhere"[:60], otherwise="elsewhere")
        text = self._texts.markdown(f'<p><a href="{address}">{address}</a></p>')
        document: Object = {
            "key": key,
            "title": self._texts.plain("Continue on another website"),
            "blocks": [],
        }
        if text:
            document["blocks"].append({"type": "text", "text": text})
        self._notes.warn(
            "redirect", f"page {key}", "Check this page: the form sent people to another website here."
        )
        self.redirects.append(Spot({"next": [], "components": []}, key, key, document))
        return key

    def is_exit(self, spot: Spot) -> bool:
        """A page that ends the journey: it asks nothing and goes nowhere."""
        if controller_of(spot.source) == "terminal":
            return True
        asks = any(self._questions.of(component) for component in spot.source["components"]) or spot.rows
        return not spot.source["next"] and not asks
