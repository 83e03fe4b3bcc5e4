"""A provider of accounts (OpenID Connect) on this machine, which insists on PKCE and can lie."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin, OpenIDCode, UserInfo
from flask import Flask, request
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT_ID, SECRET = "puente", "un secreto entre dos"


@dataclass
class Provider:
    """What it says of whoever comes; the tests change it."""

    url: str = ""
    claims: dict[str, Any] = field(
        default_factory=lambda: {
            "sub": "s-1",
            "email": "luz@ciudad.example",
            "email_verified": True,
            "name": "Luz",
        }
    )
    issuer: str | None = None
    lasts: int = 3600
    nonce: str | None = None
    audience: str | None = None
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    shown: RSAKey | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, Any] = field(default_factory=dict)

    def visit(self, address: str) -> str:
        """What a browser does there: sign in, and be sent back; the address it is sent to."""
        return httpx.get(address).headers["location"]


@dataclass
class _Client(ClientMixin):
    redirect: str

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> str:
        return self.redirect

    def get_allowed_scope(self, scope: Any) -> str:
        return scope if isinstance(scope, str) else " ".join(scope)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.redirect

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_post"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class _Code(AuthorizationCodeMixin):
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str | None
    code_challenge_method: str | None
    user: Any = None

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> None:
        return None

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> Any:
        return self.user.get("amr")


def _grants(provider: Provider) -> tuple[type, list[Any]]:
    class ByCode(grants.AuthorizationCodeGrant):  # type: ignore[misc] # ships no types
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_post",)

        def save_authorization_code(self, code: str, asked: Any) -> None:
            said = asked.payload.data
            provider.codes[code] = _Code(
                redirect_uri=said["redirect_uri"],
                scope=said["scope"],
                nonce=said.get("nonce"),
                code_challenge=said["code_challenge"],
                code_challenge_method=said.get("code_challenge_method"),
                user=dict(provider.claims),
            )

        def query_authorization_code(self, code: str, client: Any) -> Any:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Any) -> None:
            for code in [c for c, kept in provider.codes.items() if kept is authorization_code]:
                del provider.codes[code]

        def authenticate_user(self, authorization_code: Any) -> Any:
            return authorization_code.user

    class Signed(OpenIDCode):  # type: ignore[misc] # ships no types
        def exists_nonce(self, nonce: str, asked: Any) -> bool:
            return False

        def get_jwt_config(self, grant: Any, client: Any = None) -> dict[str, Any]:
            return {
                "key": provider.key.as_dict(private=True),
                "alg": "RS256",
                "iss": provider.issuer or provider.url,
                "exp": provider.lasts,
            }

        def get_audiences(self, asked: Any) -> list[str]:
            return [provider.audience or CLIENT_ID]

        def generate_user_info(self, user: Any, scope: str) -> UserInfo:
            lie = {"nonce": provider.nonce} if provider.nonce else {}
            return UserInfo({**user, **lie})

    return ByCode, [CodeChallenge(required=True), Signed(require_nonce=True)]


def _app(provider: Provider, redirect: str) -> Flask:
    app = Flask("provider")
    server = AuthorizationServer(
        app, query_client=lambda _id: _Client(redirect), save_token=lambda *_: None
    )
    server.register_grant(*_grants(provider))

    @app.get("/.well-known/openid-configuration")
    def describe() -> dict[str, Any]:
        return {
            "issuer": provider.url,
            "authorization_endpoint": f"{provider.url}/authorize",
            "token_endpoint": f"{provider.url}/token",
            "jwks_uri": f"{provider.url}/keys",
            "end_session_endpoint": f"{provider.url}/out",
        }

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        return {"keys": [(provider.shown or provider.key).as_dict(private=False)]}

    @app.get("/authorize")
    def authorize() -> Any:
        provider.asked.append(request.args.to_dict())
        return server.create_authorization_response(grant_user=provider.claims)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    return app


@contextmanager
def provider_for(redirect: str) -> Iterator[Provider]:
    """A provider that sends people back to ``redirect`` only."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, _app(provider, redirect), threaded=True)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join(timeout=10)


def given(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
