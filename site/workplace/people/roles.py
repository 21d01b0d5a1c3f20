"""What somebody can be asked for by the roles of their account. Roles that would tell an attacker whom to go for are told
to nobody: who administers, approves, audits or sees restricted cases."""

from accounts.models import Role, User
from accounts.selectors import roles_of

WORDS: dict[Role, str] = {
    Role.OFFICER: "Answers requests from residents",
    Role.TEAM_LEAD: "Leads a team",
    Role.SERVICE_MANAGER: "Manages services",
    Role.BOOKING_OFFICER: "Looks after appointments and calendars",
    Role.FINANCE: "Answers questions about payments",
    Role.EDITOR: "Writes web pages",
    Role.PUBLISHER: "Publishes web pages",
    Role.JOURNEY_BUILDER: "Builds online forms",
    Role.COUNCILLOR: "Councillor",
}


def roles_in_words(user: User) -> list[str]:
    """What the person's roles mean for colleagues."""
    held = roles_of(user)
    return [words for role, words in WORDS.items() if role in held]
