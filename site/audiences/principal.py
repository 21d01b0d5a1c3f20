"""Who is asking."""

from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from audiences.keys import PUBLIC

PRACTISING = "practising"  # in a session of the intranet, where its owner has turned practice on
ACTING_FOR = (
    "acting_for"  # in a session of the extranet: the organisation that its owner has chosen to act for
)
HELPING = (
    "helping"  # in a session of the public site, where its owner acts for somebody else: by which agreement
)


@dataclass(frozen=True, slots=True)
class Principal:
    """The one asking: a user or nobody, the host's audience, the audience keys and the roles held there.

    Made by ``admission`` from the host and the session, and by nothing the caller sends. ``method`` is how they showed
    who they are: "session", "token" (a program of theirs), "preview" (an editor looking as any reader), or "" for nobody.
    ``practising``: somebody at work who has turned practice on: they see and make what is marked TEST, and nothing else.
    ``organisation``: on the extranet the slug of the one they act for, of which they hold the key; empty until somebody
    who belongs to several has chosen. ``only_journeys``: of an organisation's program, the journeys it is limited to; none:
    to no journey in particular.
    ``helping``: a resident who has chosen to act for somebody else: the agreement's id, which opens nothing by itself.
    """

    user: User | None
    audience: str
    keys: frozenset[str]
    roles: frozenset[str]
    method: str = "session"
    practising: bool = False
    helping: UUID | None = None
    organisation: str = ""
    only_journeys: frozenset[str] = frozenset()

    @property
    def is_signed_in(self) -> bool:
        """Whether a person is known behind this request."""
        return self.user is not None

    @property
    def is_program(self) -> bool:
        """Whether it is a program of an organisation's own, which no person stands behind."""
        return self.user is None and self.method == "token" and bool(self.organisation)

    @classmethod
    def public(cls) -> "Principal":
        """Anybody on the public host."""
        return cls(user=None, audience=PUBLIC, keys=frozenset({PUBLIC}), roles=frozenset(), method="")

    @classmethod
    def nobody(cls, audience: str) -> "Principal":
        """Somebody on a staff or partner host who has not come in: sees nothing."""
        return cls(user=None, audience=audience, keys=frozenset(), roles=frozenset(), method="")
