"""A phone or a security key, as far as the product can tell: it makes passkeys and answers with them (WebAuthn level 2)."""

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, HAS_CREDENTIAL = 0x01, 0x04, 0x40


class Device:
    """One passkey of one person, for the host of that name. ``options`` are what the product asked, as JSON."""

    def __init__(self, host: str = "localhost") -> None:
        self.host, self.origin = host, f"https://{host}"
        self.id, self.key, self.owner = secrets.token_bytes(16), ec.generate_private_key(ec.SECP256R1()), ""

    def make(self, options: Any, *, verified: bool = True) -> str:
        """What the browser posts when the passkey is made."""
        self.owner = options["publicKey"]["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        made = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        data = AuthenticatorData.create(self._host_hash, self._flags(verified) | HAS_CREDENTIAL, 0, made)
        said = self._said("webauthn.create", options)
        return self._posted(said, attestationObject=AttestationObject.create("none", data, {}))

    def answer(self, options: Any, *, verified: bool = True, owner: str = "") -> str:
        """What the browser posts when the passkey is used."""
        data = AuthenticatorData.create(self._host_hash, self._flags(verified), 0)
        said = self._said("webauthn.get", options)
        signature = self.key.sign(bytes(data) + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        answer = json.loads(self._posted(said, authenticatorData=data, signature=signature))
        answer["response"]["userHandle"] = owner or self.owner
        return json.dumps(answer)

    @property
    def _host_hash(self) -> bytes:
        return hashlib.sha256(self.host.encode()).digest()

    @staticmethod
    def _flags(verified: bool) -> int:
        return PRESENT | (VERIFIED if verified else 0)

    def _said(self, kind: str, options: Any) -> bytes:
        challenge = options["publicKey"]["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _posted(self, said: bytes, **parts: bytes) -> str:
        parts = {"clientDataJSON": said, **parts}
        response = {name: websafe_encode(bytes(part)) for name, part in parts.items()}
        own = websafe_encode(self.id)
        return json.dumps(
            {
                "id": own,
                "rawId": own,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )
