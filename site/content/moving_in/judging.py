"""What is to become of one record of a list: a draft, a redirect, or nothing, and what an editor should know of it."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from content.moving_in import addresses
from content.moving_in.addresses import NO_SITE, Address, is_ours, kind_of_file, read_address
from content.moving_in.lists import Record
from content.moving_in.lost import ADDRESS, FILE, PAGE, PICTURE, Lost, lost
from content.moving_in.old_pages import OldPage, Unreadable, read_page
from content.moving_in.rules import NOT_WANTED, TYPES, Rule, rule_for, type_of
from content.moving_in.saved_pages import NoPages, SavedPages

CARRY, REDIRECT, LEAVE = "carry", "redirect", "leave"
LONGEST_TITLE, LONGEST_GOOD_TITLE, LONGEST_SUMMARY = 255, 65, 300
FEWEST_WORDS = 30
NOT_FOUND = range(400, 500)
MOVED = range(300, 400)


@dataclass(slots=True)
class Judged:
    """A record with what was made of it."""

    record: Record
    address: Address | None = None
    plan: str = CARRY
    why: str = ""
    to_do: str = ""
    what: str = PAGE
    warnings: list[str] = field(default_factory=list)
    draft: dict[str, Any] = field(default_factory=dict)
    lost: list[Lost] = field(default_factory=list)
    text_digest: str = ""
    leads_to: str = ""
    title: str = ""

    def leave(self, why: str, to_do: str, what: str = PAGE) -> "Judged":
        """It is not carried."""
        self.plan, self.why, self.to_do, self.what = LEAVE, why, to_do, what
        return self

    def lead_on(self, to: str) -> "Judged":
        """It becomes a redirect, to an old address, a new one, or one elsewhere."""
        self.plan, self.leads_to = REDIRECT, to[:2000]
        return self


@dataclass(frozen=True, slots=True)
class Judge:
    """What is known when records are judged: the old site's host, the rules, and where its pages are saved."""

    host: str
    rules: list[Rule]
    saved: SavedPages | None = None

    def judge_address(self, record: Record) -> Judged:
        """What its address and status say. A draft's words are read by ``read_words``: only of those that become one."""
        one, values = Judged(record), record.values
        try:
            one.address = read_address(values.get("address", ""))
        except addresses.Unreadable as error:
            return one.leave(str(error), "Put the address right, and bring the list again.", ADDRESS)
        one.title = cut(values.get("h1", "") or without_site(values.get("title", "")), LONGEST_TITLE)
        if record.problem:
            return one.leave(record.problem, "Put the line right, and bring the list again.")
        if self.host and one.address.host not in ("", self.host):
            # Its path is no old address of this site.
            one.address = None
            return one.leave(
                "It is on another site.",
                "Nothing, unless that site moves in too: then with a list of its own.",
            )
        if one.address.key == "/":
            return one.leave(
                "It is the front page: this site has its own.",
                "Write on the front page what is still needed.",
            )
        return self._by_status(one) or self._by_file(one) or self._by_columns(one)

    def _by_status(self, one: Judged) -> Judged | None:
        said = one.record.values.get("status", "").split()[:1]
        status = int(said[0]) if said and said[0].isdecimal() and len(said[0]) == 3 else None
        if status is None or 200 <= status < 300:
            if said and said[0] == "0":
                return one.leave(
                    "The old site did not answer with it.",
                    "See whether there is still a page, and bring it again.",
                )
            return None
        if status in MOVED:
            if to := one.record.values.get("redirect", ""):
                return one.lead_on(to)
            return one.leave(
                "It led on, but the list does not say where.",
                "Choose a page to lead it to, if it is asked for.",
            )
        if status in NOT_FOUND:
            return one.leave(
                f"The old site had nothing there ({status}).",
                "Nothing. If it is asked for, lead it on to a page.",
            )
        return one.leave(
            f"The old site failed on it ({status}).", "See whether there is still a page, and bring it again."
        )

    def _by_file(self, one: Judged) -> Judged | None:
        assert one.address is not None
        content_type = one.record.values.get("content_type", "").lower().partition(";")[0].strip()
        kind = kind_of_file(one.address.path)
        if "html" in content_type or (not content_type and not kind):
            return None
        if content_type.startswith("image/") or (kind == "picture" and not content_type):
            return one.leave(lost(PICTURE).why, lost(PICTURE).to_do, PICTURE)
        if kind == "asset" or content_type in ("text/css", "application/javascript", "text/javascript"):
            return one.leave("It is part of how the old site looked.", "Nothing.", FILE)
        if kind or "/" in content_type:
            return one.leave(lost(FILE).why, lost(FILE).to_do, FILE)
        return None

    def _by_columns(self, one: Judged) -> Judged:
        assert one.address is not None
        values = one.record.values
        if values.get("type", "").lower() in NOT_WANTED:
            return one.leave(
                "The list says that it is not wanted.", "Nothing. If it is asked for, lead it on to a page."
            )
        new = values.get("new_address", "")
        if new and self._is_elsewhere(new):
            return one.lead_on(new)
        if (canonical := values.get("canonical", "")) and self._is_another(canonical, one.address):
            return one.lead_on(canonical)
        if self.is_welsh(one):
            return one.leave(
                "It is in Welsh: here a page and its Welsh are one page in two languages.",
                "Translate the draft of its English page (Translate this page), and take the words from the old one.",
            )
        return one

    def _is_elsewhere(self, new: str) -> bool:
        """Whether a new address is on neither the old site nor one of ours."""
        try:
            other = read_address(new)
        except addresses.Unreadable:
            return False
        return other.host not in ("", self.host) and not is_ours(other)

    def _is_another(self, canonical: str, address: Address) -> bool:
        try:
            other = read_address(canonical)
        except addresses.Unreadable:
            return False
        return other.host in ("", self.host) and other.key not in ("/", address.key)

    def is_welsh(self, one: Judged) -> bool:
        """Whether the list, or the address, says that the page is in Welsh."""
        assert one.address is not None
        said = one.record.values.get("language", "").lower()
        return said[:2] in ("cy", "we") or (
            not said and one.address.key.startswith(("/cy/", "/cym/", "/cymraeg/"))
        )

    def read_words(self, one: Judged) -> Judged:
        """What the draft is made of, and what to know about it."""
        assert one.address is not None
        values, page = one.record.values, self._words(one)
        if not values.get("language") and page.language == "cy":
            one.record.values["language"] = "cy"
            return self._by_columns(one)
        one.lost = [
            replace(gone, address=gone.address.removeprefix(f"https://{NO_SITE}")) for gone in page.lost
        ]
        one.text_digest = page.digest
        if page.noindex or "noindex" in (values.get("robots", "") + values.get("noindex", "")).lower():
            one.warnings.append(
                "The old site kept it from search engines (noindex). See whether everybody should find it."
            )
        if not page.words:
            one.warnings.append("No text was found: the draft has a title and nothing else.")
        elif page.words < FEWEST_WORDS:
            one.warnings.append(f"It has {page.words} words. See whether it should be a page by itself.")
        rule = rule_for(one.address.key, self.rules)
        one.title = self._title(one, page)
        one.draft = {
            "type": self._type(one, rule),
            "section": values.get("section", "") or (rule.section if rule else ""),
            "new_address": values.get("new_address", ""),
            "summary": self._summary(one, values.get("summary", "") or page.summary),
            "owner": values.get("owner", "")[:200],
            "date": _date(values.get("date", "")),
            "blocks": page.blocks,
        }
        return one

    def _words(self, one: Judged) -> OldPage:
        """What its HTML says: that of the list, or the one saved."""
        assert one.address is not None
        try:
            html = one.record.values.get("body", "")
            if not html and self.saved is not None:
                html = self.saved.html_of(one.address) or ""
            whole = f"https://{one.address.site or self.host or NO_SITE}{one.address.path}"
            return read_page(_paragraphs(html), whole) if html else OldPage()
        except (Unreadable, NoPages) as error:
            one.warnings.append(f"Its text could not be read: {error}")
            return OldPage()

    def _type(self, one: Judged, rule: Rule | None) -> str:
        named = one.record.values.get("type", "")
        if named and (found := type_of(named)):
            return found
        if named:
            one.warnings.append(f"There is no type “{named[:40]}” here ({', '.join(TYPES)}).")
        return rule.type if rule else "standard"

    def _title(self, one: Judged, page: OldPage) -> str:
        assert one.address is not None
        values = one.record.values
        # A list of one's own says the title itself. A crawler's "Title 1" is the browser's, with the site's name behind it:
        # the heading of the page is better, where there is one.
        own = values.get("title", "") if "status" not in values else ""
        browser = values.get("title", "") or page.browser_title
        plain = own or values.get("h1", "") or page.title or without_site(" ".join(browser.split()))
        plain = " ".join(plain.split())
        if not plain:
            plain = addresses.title_from(one.address) or "Page without a title"
            one.warnings.append("There is no title: one was made of the address.")
        if len(plain) > LONGEST_GOOD_TITLE:
            one.warnings.append(f"The title has {len(plain)} letters. Make it {LONGEST_GOOD_TITLE} or fewer.")
        return cut(plain, LONGEST_TITLE)

    def _summary(self, one: Judged, text: str) -> str:
        plain = " ".join(text.split())
        if len(plain) > LONGEST_SUMMARY:
            one.warnings.append(f"The summary has {len(plain)} letters: it was cut to {LONGEST_SUMMARY}.")
        return cut(plain, LONGEST_SUMMARY)


def without_site(title: str) -> str:
    """A browser's title without the name of the site behind it."""
    for sign in (" | ", " – ", " — ", " - ", " :: "):
        first, found, rest = title.rpartition(sign)
        if found and first and len(rest.split()) <= 6:
            return first.split(" | ")[0]
    return title


def cut(text: str, longest: int) -> str:
    """A text of at most so many letters, ending with a whole word."""
    if len(text) <= longest:
        return text
    return (
        text[: longest - 1].rpartition(" ")[0][: longest - 1] + "…"
        if " " in text[:longest]
        else text[:longest]
    )


def _paragraphs(text: str) -> str:
    """Words without a tag are paragraphs, parted by empty lines."""
    if "<" in text and ">" in text:
        return text
    parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    safe = [part.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>") for part in parts]
    return "".join(f"<p>{part}</p>" for part in safe)


def _date(text: str) -> str:
    """A date as lists write it (2019-03-31, 31/03/2019); "" where it is none."""
    found = text.strip()[:10]
    parts = found.split("/")
    if len(parts) == 3:
        found = "-".join(reversed(parts))
    try:
        return date.fromisoformat(found).isoformat()
    except ValueError:
        return ""
