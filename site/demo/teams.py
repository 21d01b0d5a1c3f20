"""Which demonstration officers work in which teams: nobody in all but the administrator, so that need-to-know can be tried."""

from accounts.models import User
from demo.fixtures import read
from forms_engine.catalogue.models import Team

ALL = "all"


def load_team_members() -> None:
    """Put each officer into the teams that ``people.json`` names, and give those teams their leads that have none. What is
    there already stays."""
    teams = {team.slug: team for team in Team.objects.all()}
    users = {user.email: user for user in User.objects.filter(is_demo=True)}
    members = Team.members.through
    wanted = []
    for account in read("people.json")["accounts"]:
        user, named = users.get(account["email"]), account.get("teams", [])
        if user is None:
            continue
        wanted += [
            members(team=team, user=user) for slug, team in teams.items() if named == ALL or slug in named
        ]
        for slug in account.get("leads", []):
            Team.objects.filter(slug=slug, lead=None).update(lead=user)
    members.objects.bulk_create(wanted, ignore_conflicts=True)
