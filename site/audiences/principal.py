"""Who is asking."""

from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from audiences.keys import PUBLIC

PRACTISING = "practising"  # in a session of the intranet, where its owner has turned practice on
HELPING = "helping"  # in a session of the public site, where its owner acts for somebody else: by which agreement


@dataclass(frozen=True, slots=True)
class Principal:
    """The one asking: a user or nobody, the host's audience, the audience keys and the roles held there.

    Made by ``admission`` from the host and the session, and by nothing the caller sends. ``method`` is how they showed
    who they are: "session", "token" (a program of theirs), "preview" (an editor looking as any reader), or "" for nobody.
    ``practising``: somebody at work who has turned practice on: they see and make what is marked TEST, and nothing else.
    ``helping``: a resident who has chosen to act for somebody else: the agreement's id, which opens nothing by itself.
    """

    user: User | None
    audience: str
    keys: frozenset[str]
    roles: frozenset[str]
    method: str = "session"
    practising: bool = False
    helping: UUID | None = None

    @property
    def is_signed_in(self) -> bool:
        """Whether a person is known behind this request."""
        return self.user is not None

    @classmethod
    def public(cls) -> "Principal":
        """Anybody on the public host."""
        return cls(user=None, audience=PUBLIC, keys=frozenset({PUBLIC}), roles=frozenset(), method="")

    @classmethod
    def nobody(cls, audience: str) -> "Principal":
        """Somebody on a staff or partner host who has not come in: sees nothing."""
        return cls(user=None, audience=audience, keys=frozenset(), roles=frozenset(), method="")
