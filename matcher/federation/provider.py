"""The provider: where to send somebody, and what it says of who comes back.

Authorization code with PKCE, a state and a nonce, each used once. Only what the provider signed
for us, now, and in answer to our question is believed.
"""

import hmac
import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from matcher.errors import PuenteError
from matcher.settings import Settings

SIGNED_WITH = ("RS256", "PS256", "ES256")
"""By the provider's own key: never «none», and never with the secret we share."""
LEEWAY = 120
PATIENCE = 10.0
MOST = 1_000_000
_PLACES = ("authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint")


class ProviderError(PuenteError):
    """The provider cannot be asked, or what it answers is not to be believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunSignIn:
    """What was asked, kept by who asked until the answer comes."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VouchedAccount:
    """Who the provider says it is.

    ``vouched`` tells whether the provider answers for the address; ``second_step``, whether more
    than a password was asked for.
    """

    subject: str
    email: str
    name: str
    vouched: bool
    second_step: bool


def ask(settings: Settings) -> tuple[str, BegunSignIn]:
    """Where to send the browser, and what to keep meanwhile.

    :raises ProviderError: if the provider cannot be asked.
    """
    question = BegunSignIn(
        state=secrets.token_urlsafe(24),
        nonce=secrets.token_urlsafe(24),
        verifier=secrets.token_urlsafe(48),
    )
    digest = sha256(question.verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": settings.oidc_client_id,
        "redirect_uri": way_back(settings),
        "scope": "openid email profile",
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    return f"{_described(settings)['authorization_endpoint']}?{urlencode(asked)}", question


def believe(
    settings: Settings, question: BegunSignIn, answer: Mapping[str, str], *, now: datetime
) -> VouchedAccount:
    """Who came back with ``answer``.

    :raises ProviderError: for an answer to another question, a refusal, or a token that is not
        signed by the provider for us.
    """
    if not hmac.compare_digest(answer.get("state", "").encode(), question.state.encode()):
        raise ProviderError(
            "Esta respuesta no es de la entrada que usted empezó. Empiece de nuevo."
        )
    if answer.get("iss", settings.oidc_issuer) != settings.oidc_issuer or not answer.get("code"):
        raise ProviderError("El proveedor no dejó entrar. Empiece de nuevo o use su contraseña.")
    token = _exchanged(settings, question, answer["code"])
    claims = _verified(settings, token, nonce=question.nonce, now=now)
    return VouchedAccount(
        subject=str(claims["sub"]),
        email=str(claims.get("email") or ""),
        name=str(claims.get("name") or ""),
        vouched=_vouched(settings, claims),
        second_step="mfa" in (claims.get("amr") or ()),
    )


def way_back(settings: Settings) -> str:
    """The address to register with the provider, from the settings and never from a request."""
    return f"{settings.base_url.rstrip('/')}/entrar/institucional/vuelta"


def way_out(settings: Settings) -> str | None:
    """Where one signs out of the provider too; ``None`` where it has no such place.

    :raises ProviderError: if the provider cannot be asked.
    """
    place = _described(settings).get("end_session_endpoint")
    back = {
        "client_id": settings.oidc_client_id,
        "post_logout_redirect_uri": f"{settings.base_url.rstrip('/')}/entrar",
    }
    return f"{place}?{urlencode(back)}" if place else None


def _vouched(settings: Settings, claims: Mapping[str, Any]) -> bool:
    """Whether the address is whose the account is: standard, of Microsoft, or the agency's word."""
    said = (claims.get("email_verified"), claims.get("xms_edov"))
    return settings.oidc_trust_email or any(one in (True, "true", "1") for one in said)


def _exchanged(settings: Settings, question: BegunSignIn, code: str) -> str:
    """The identity token that ``code`` stands for."""
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": way_back(settings),
        "client_id": settings.oidc_client_id,
        "client_secret": settings.oidc_client_secret,
        "code_verifier": question.verifier,
    }
    answer = _json("POST", str(_described(settings)["token_endpoint"]), data=sent)
    return str(answer.get("id_token") or "")


def _verified(settings: Settings, token: str, *, nonce: str, now: datetime) -> Mapping[str, Any]:
    """What an identity token says, if the provider made it for us, now, for this question."""
    rules = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": settings.oidc_issuer},
        aud={"essential": True, "value": settings.oidc_client_id},
        nonce={"essential": True, "value": nonce},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        keys = KeySet.import_key_set(
            _json("GET", str(_described(settings)["jwks_uri"]))  # type: ignore[arg-type] # checked
        )
        claims = jwt.decode(token, keys, algorithms=SIGNED_WITH).claims
        rules.validate(claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise ProviderError(
            "Lo que respondió el proveedor no se puede comprobar (%(why)s). Avise a quien mantiene "
            "el servicio.",
            why=type(error).__name__,
        ) from error
    if claims.get("azp", settings.oidc_client_id) != settings.oidc_client_id:
        raise ProviderError("El proveedor no dejó entrar. Empiece de nuevo o use su contraseña.")
    return claims


def _described(settings: Settings) -> Mapping[str, Any]:
    return _description(settings.oidc_issuer)


@lru_cache(maxsize=4)
def _description(issuer: str) -> Mapping[str, Any]:
    """What the provider says of itself; asked once by each process."""
    found = _json("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise ProviderError(
            "El proveedor dice ser otro que el de PUENTE_OIDC_ISSUER. Avise a quien mantiene el "
            "servicio."
        )
    own = urlsplit(issuer)
    for name in _PLACES:
        place = urlsplit(str(found.get(name) or issuer))
        # In the clear only where the settings have the provider so, on this very machine: nobody
        # is sent, and no secret goes, to a service of the network inside.
        if place.scheme != "https" and place[:2] != own[:2]:
            raise ProviderError(
                "Lo que respondió el proveedor no se puede comprobar (%(why)s). Avise a quien "
                "mantiene el servicio.",
                why=name,
            )
    return found


def _body(method: str, url: str, data: Mapping[str, str] | None) -> bytes:
    """What ``url`` answers; of one that goes on, what would be too much already is read."""
    body = b""
    with httpx.stream(method, url, data=data, timeout=PATIENCE, follow_redirects=False) as answer:
        answer.raise_for_status()
        for piece in answer.iter_bytes():
            body += piece
            if len(body) > MOST:
                raise ValueError("too long")
    return body


def _json(method: str, url: str, *, data: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    try:
        found = json.loads(_body(method, url, data))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise ProviderError(
            "No se pudo preguntar al proveedor. Intente más tarde o use su contraseña."
        ) from error
    if not isinstance(found, dict):
        raise ProviderError(
            "No se pudo preguntar al proveedor. Intente más tarde o use su contraseña."
        )
    return found
