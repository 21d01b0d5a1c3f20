"""What the parts of an export are called, in the reader's language."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forms_engine.requests.customers.access_needs import need_words
from forms_engine.requests.customers.preferences import Kind

LABELS: dict[str, Promise] = {
    "made_at": _("Made"),
    "people": _("About you"),
    "requests": _("Your requests"),
    "drafts": _("Your drafts"),
    "name": _("Name"),
    "email": _("Email"),
    "mobile": _("Mobile number"),
    "phone": _("Phone"),
    "language": _("Language"),
    "needs": _("What you need"),
    "access_needs": _("Communication needs"),
    "interpreter_language": _("Interpreter"),
    "contact_by": _("How you would rather hear from us"),
    "declines": _("Messages you do not want"),
    "location": _("Address or location"),
    "account": _("Account"),
    "since": _("Since"),
    "until": _("Until"),
    "consents": _("Who may act for you"),
    "how": _("How it was agreed"),
    "reference": _("Reference"),
    "title": _("Title"),
    "service": _("Service"),
    "state": _("State"),
    "sent_at": _("Sent"),
    "finished_at": _("Finished"),
    "on_behalf_of": _("On behalf of"),
    "answers": _("Answers"),
    "question": _("Question"),
    "answer": _("Answer"),
    "before": _("What was sent at first"),
    "timeline": _("What has happened"),
    "at": _("When"),
    "what": _("What"),
    "who": _("Who"),
    "by": _("By"),
    "to": _("To"),
    "message": _("Message"),
    "heading": _("Subject"),
    "appointments": _("Appointments"),
    "begins": _("Begins"),
    "where": _("Where"),
    "payments": _("Payments"),
    "amount": _("Amount"),
    "paid_at": _("Paid"),
    "lines": _("What it is for"),
    "refunds": _("Paid back"),
    "messages_sent": _("Messages sent to you"),
    "feedback": _("Your feedback"),
    "satisfaction": _("How satisfied you were, from 1 to 5"),
    "effort": _("How easy it was, from 1 to 5"),
    "comment": _("Comment"),
    "updates": _("Updates by email"),
    "every": _("How often?"),
    "files": _("Files"),
    "file": _("File in this package"),
}
# Only officers read these, before they hand the package out.
FOR_OFFICERS = {
    "looked_up": "Looked up while it was being answered",
    "given_to": "Back offices that were told",
    "said_by_back_offices": "What back offices said",
    "contacts": "Contacts",
    "decisions": "Decisions against a threshold",
    "casework": "Casework of councillors",
    "read_by": "Who has read it",
    "changes": "What officers changed",
    "merges": "Who they were found to be",
    "holds": "Legal holds",
    "came_back": "What did not reach them",
    "broken_glass": "Opened in an emergency, by somebody whom it is not shown to",
    "follows": "Requests that they follow",
    "review_before_handing_out": "A person reads this before it is handed out",
}


def label_of(name: str) -> str:
    """What a part is called; one that has no name of its own says its code."""
    return str(LABELS.get(name) or FOR_OFFICERS.get(name) or name)


def in_plain_words(name: str, value: Any) -> Any:
    """The value of a part as its reader says it, where it is kept by codes."""
    match name:
        case "access_needs":
            return need_words(value)
        case "declines":
            words = dict(Kind.choices)
            return [str(words.get(one, one)) for one in value]
    return value
