"""Who edits one section of the demonstration."""

from accounts.models import User
from content.models import ContentPage, SectionEditors
from content.sections.services import set_section_editors
from demo.fixtures import read


def load_section_editors() -> int:
    """Give the sections that have no editors yet those of ``people.json``. Returns how many got some."""
    made = 0
    for wanted in read("people.json")["section_editors"]:
        section = ContentPage.objects.filter(url_path=wanted["section"]).first()
        if section is not None and not SectionEditors.objects.filter(section=section).exists():
            people = User.objects.filter(email=wanted["email"])
            set_section_editors(section=section, people=people, may_publish=wanted.get("publish", False))
            made += 1
    return made
