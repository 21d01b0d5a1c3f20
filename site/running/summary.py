"""What is printed when everything runs: the addresses, the accounts, and where to look."""

from __future__ import annotations

from config.environment import Environment
from running.preparation import Prepared

ACCOUNTS = {
    "resident": "a resident, on the public site",
    "officer": "answers requests of most teams, on the intranet",
    "officer-two": "a second officer, of customer services and highways",
    "safeguarding": "answers restricted requests: safeguarding, social work and care",
    "lead": "leads highways and street lighting",
    "manager": "manages services: how they are doing",
    "helpdesk": "answers colleagues and partners: IT, people services, partner help",
    "councillor": "a councillor, on the intranet",
    "editor": "writes pages and journeys, on the intranet at /admin/",
    "finance": "looks after money, on the intranet",
    "finance-lead": "approves refunds that others asked for, on the intranet",
    "auditor": "reads all of finance and changes nothing, on the intranet",
    "roads-editor": "writes the pages about roads, and no others, on the intranet at /admin/",
    "partner": "manages a care provider’s access, on the extranet",
    "academy": "manages a school’s access, on the extranet",
    "contractor": "works on highways requests for a contractor, on the extranet",
    "admin": "may do everything, on the intranet",
}


def summary(environment: Environment, prepared: Prepared, ports: dict[str, int]) -> str:
    """The text, ready to print."""
    public, staff, partner = (environment.origin(audience) for audience in ("public", "staff", "partner"))
    lines = [
        "",
        "Marlshire Council is open.",
        "",
        f"  Public site   {public}/",
        f"  Intranet      {staff}/      (Wagtail: {staff}/admin/)",
        f"  Extranet      {partner}/",
        "",
        "  Demonstration accounts",
    ]
    for email, password in prepared.accounts.items():
        role = ACCOUNTS.get(email.partition("@")[0], "")
        lines.append(f"    {email:<30} {password:<20} {role}")
    lines += [
        "",
        f"  Mail and texts sent    {public}/_mail/",
        f"  Example back office    http://127.0.0.1:{ports['back office']}/",
    ]
    if "sandbox" in ports:
        lines.append(
            f"  Payment sandbox        http://127.0.0.1:{ports['sandbox']}/   (no real money; card 4242 4242 4242 4242)"
        )
    lines += ["", f"  Logs are in {environment.var / 'log'}. Stop with Ctrl-C.", ""]
    return "\n".join(lines)
