"""What somebody changes of themselves in their account: what they are called, where they live, what they need, how they
would rather hear from us. That they did is written down like an officer's change; what stood there before is not.

Their email address and mobile number are what they sign in with: those are changed with their account.
"""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audiences.keys import PUBLIC
from audiences.principal import Principal
from forms_engine.locations.services import record_location
from forms_engine.requests.customers.access_needs import INTERPRETER, NEEDS
from forms_engine.requests.customers.changing import LONGEST
from forms_engine.requests.customers.of_account import customer_of_account
from forms_engine.requests.customers.preferences import ContactBy, checked_declines
from forms_engine.requests.models import Customer, CustomerChange
from forms_engine.runtime.text import postcode

LONGEST_INTERPRETER = 60
LANGUAGES = ("", "en", "cy")


class DetailsRefused(ValueError):
    """What was said cannot be kept; the message says what to do, in the language in use, ``field`` what it is about."""

    def __init__(self, message: str, field: str = "") -> None:
        self.field = field
        super().__init__(message)


def own_customer(principal: Principal) -> Customer | None:
    """What we know of the person signed in, on the public site; None for everybody else, and before they sent anything or
    told us anything of themselves. Whoever acts for somebody else has their own here all the same."""
    if principal.user is None or principal.audience != PUBLIC:
        return None
    return Customer.objects.select_related("location").filter(user=principal.user).first()


def own_customer_made(principal: Principal) -> Customer:
    """The same, made where there is none yet.

    Raises:
        DetailsRefused: for nobody.
    """
    if principal.user is None or principal.audience != PUBLIC:
        raise DetailsRefused(_("Sign in first"))
    return customer_of_account(principal.user)


@transaction.atomic
def set_details(
    principal: Principal,
    *,
    name: str,
    phone: str,
    address: Mapping[str, str] | None = None,
    forget_address: bool = False,
) -> Customer:
    """Keep what somebody is called, another number of theirs, and where they live (an ``address`` answer; None leaves it as
    it is). Their account is called by the same name, where it is not the council's own sign-in that says it.

    Raises:
        DetailsRefused: for nobody, without a name, and for what cannot be kept.
    """
    customer = _locked(principal)
    wanted: dict[str, object] = {"name": _words("name", name, 150), "phone": _words("phone", phone)}
    if not wanted["name"]:
        raise DetailsRefused(_("Enter your name"), "name")
    if wanted["phone"] and sum(sign.isdigit() for sign in str(wanted["phone"])) < 5:
        raise DetailsRefused(_("Enter a phone number, like 01632 960 001"), "phone")
    if address is not None:
        wanted["location"] = record_location(_address(address))
    elif forget_address:
        wanted["location"] = None
    user = User.objects.select_for_update(of=("self",)).get(customer=customer)
    if user.name != wanted["name"] and not user.is_staff:
        user.name = str(wanted["name"])
        user.save(update_fields=["name"])
    return _keep(customer, wanted, user)


@transaction.atomic
def set_needs(
    principal: Principal, *, codes: Sequence[str], interpreter_language: str, words: str
) -> Customer:
    """Keep what somebody needs to be able to deal with the council: kinds (``access_needs.NEEDS``), which language an
    interpreter has to speak, and words of their own. Officers read it at the head of every request of theirs.

    Raises:
        DetailsRefused: for nobody, for an unknown kind, an interpreter of no language, and too many words.
    """
    customer = _locked(principal)
    if not set(codes) <= set(NEEDS):
        raise DetailsRefused(_("Choose from the list"), "access_needs")
    language = ""
    if INTERPRETER in codes:
        language = _words("interpreter_language", interpreter_language, LONGEST_INTERPRETER)
        if not language:
            raise DetailsRefused(
                _("Enter the language that the interpreter has to speak"), "interpreter_language"
            )
    wanted: dict[str, object] = {
        "access_needs": [code for code in NEEDS if code in codes],
        "interpreter_language": language,
        "needs": _words("needs", words),
    }
    return _keep(customer, wanted, customer.user)


@transaction.atomic
def set_preferences(
    principal: Principal, *, contact_by: str, language: str, declines: Sequence[str]
) -> Customer:
    """Keep how somebody would rather hear from us, in which language, and which kinds of messages they do not want
    (``customers.preferences``). Empty: they do not mind.

    Raises:
        DetailsRefused: for nobody, and for what is not offered.
    """
    customer = _locked(principal)
    if contact_by and contact_by not in ContactBy.values:
        raise DetailsRefused(_("Choose from the list"), "contact_by")
    if language not in LANGUAGES:
        raise DetailsRefused(_("Choose from the list"), "language")
    try:
        kinds = checked_declines(declines)
    except ValueError:
        raise DetailsRefused(_("Choose from the list"), "wanted") from None
    wanted: dict[str, object] = {"contact_by": contact_by, "language": language, "declines": kinds}
    return _keep(customer, wanted, customer.user)


def _locked(principal: Principal) -> Customer:
    made = own_customer_made(principal)
    return Customer.objects.select_for_update(of=("self",)).select_related("user").get(pk=made.pk)


def _keep(customer: Customer, wanted: Mapping[str, object], by: User | None) -> Customer:
    changed = [name for name, value in wanted.items() if getattr(customer, name) != value]
    for name in changed:
        setattr(customer, name, wanted[name])
    if changed and by is not None:
        customer.save(update_fields=changed)
        CustomerChange.objects.create(customer=customer, changed={name: [] for name in changed}, by=by)
    return customer


def _words(name: str, said: str, longest: int = 0) -> str:
    said = said.replace("\x00", "").strip()
    if name != "needs":
        said = " ".join(said.split())
    most = longest or LONGEST[name]
    if len(said) > most:
        raise DetailsRefused(_("Write %(most)s letters at most") % {"most": most}, name)
    return said


def _address(said: Mapping[str, str]) -> dict[str, str]:
    """The address as it is kept; a property's number only with the words it was found with."""
    parts = {name: str(said.get(name, "")).replace("\x00", "").strip() for name in ("line1", "line2", "town")}
    written = postcode(str(said.get("postcode", "")))
    if not parts["line1"]:
        raise DetailsRefused(_("Enter the first line of your address"), "address")
    if written is None:
        raise DetailsRefused(_("Enter a full postcode, like ZZ1 1AA"), "address")
    if sum(map(len, parts.values())) > LONGEST["name"] - 4:
        raise DetailsRefused(_("Your address is too long. Shorten it"), "address")
    uprn = str(said.get("uprn", ""))
    return {
        **parts,
        "postcode": written,
        "uprn": uprn if uprn.isascii() and uprn.isdigit() and len(uprn) <= 12 else "",
    }
