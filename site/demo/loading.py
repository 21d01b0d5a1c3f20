"""Loading Marlshire, step by step. Every step makes only what is missing and may be run again."""

from collections.abc import Callable
from pathlib import Path

from wagtail.models import Locale

from content.founding import make_public_collection
from content.in_one_go import in_one_go
from demo.accessibility import load_accessibility
from demo.appointments import load_appointments
from demo.back_offices import load_back_offices
from demo.calendars import load_slots
from demo.calls import load_calls
from demo.duty import load_duty
from demo.facts import load_facts
from demo.governance import load_governance
from demo.indexing import indexed_together
from demo.knowledge_life import load_knowledge_life
from demo.languages import load_languages
from demo.measures import load_measures
from demo.morning import load_morning
from demo.open311 import load_open311
from demo.people import load_people
from demo.profiles import load_profiles
from demo.promises import load_promises
from demo.replies import load_replies
from demo.retention import load_retention
from demo.routing import load_rules, load_wards
from demo.section_editors import load_section_editors
from demo.services_and_journeys import load_services, load_services_and_journeys
from demo.sites import load_sites, write_addresses
from demo.standing import load_standing
from forms_engine.editor.exchange import adopt_all

Say = Callable[[str], None]


@indexed_together()
def load_marlshire(passwords_file: Path, say: Say) -> None:
    """Load the whole council. ``say`` gets one short line per step."""
    for language in ("en", "cy"):
        Locale.objects.get_or_create(language_code=language)
    say(f"People: {load_people(passwords_file)} made")
    make_public_collection()
    # Policies name the teams that have to read them.
    load_services()
    say(f"Pages, articles and alerts: {load_sites()} made")
    write_addresses()
    say(f"Contact details: {load_facts()} written down")
    say(f"Accessibility statement: {load_accessibility()} problems written down")
    say(f"Section editors: {load_section_editors()} made")
    say(f"Welsh: {load_languages()} pages translated")
    with in_one_go():
        say(f"Journeys: {len(load_services_and_journeys())} published")
    say(f"People directory: {load_profiles()} entries made")
    say(f"Wards: {load_wards()} taken in")
    say(f"Duty desk and councillors: {load_duty()} made")
    say(f"Routing: {load_rules()} rules put in force")
    say(f"Open311: {load_open311()} journeys opened")
    say(f"Back offices: {load_back_offices()} made")
    say(f"Promises: {load_promises()} made")
    # After the promises, whose closure days have no times.
    say(f"Calendars: {load_slots()} places to book")
    say(f"Appointments: {load_appointments()} booked")
    say(f"Replies and outcomes: {load_replies()} made")
    say(f"Retention rules: {load_retention()} made")
    say(f"The morning’s requests: {load_morning()} sent")
    say(f"Calls and contacts: {load_calls()} counted")
    with in_one_go():
        say(f"Journeys to edit: {len(adopt_all())} drafts made")
    say(f"Measures: {load_measures()} months counted")
    say(f"Readers: {load_knowledge_life()} votes made")
    # After the journeys, which pages lead to.
    say(f"Looking after content: {load_governance()} notes, releases, links and addresses made")
    say(f"How services stand: {load_standing()} statuses and alerts planned")
