"""The university's sign-in over HTTP: who one is, a code, a token, and what it says."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    generate_private_key,
)
from flask import Blueprint, redirect, render_template, request
from jwt.algorithms import RSAAlgorithm
from werkzeug.wrappers import Response

bp = Blueprint(
    "university", __name__, url_prefix="/university", template_folder="templates"
)

CLIENT, SECRET = "kindred", "university-secret"
CODE_LIFE, TOKEN_LIFE = 60, 300
KEY = "key-1"
PEOPLE = (
    ("maya@demo.example", "Maya Ortiz", True),
    ("ruth@demo.example", "Ruth Abelson", True),
    ("iris@demo.example", "Iris Tanaka", True),
    ("nina@demo.example", "Nina Novak, whom nobody invited", True),
    ("maya@demo.example", "Somebody who only says to be Maya", False),
)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Grant:
    """What a code stands for: who signed in, and for which request."""

    person: Json
    redirect_uri: str
    challenge: str
    nonce: str
    until: float


_codes: dict[str, Grant] = {}
_tokens: dict[str, Json] = {}


@cache
def key() -> RSAPrivateKey:
    """With which tokens are signed; a new one each start."""
    return generate_private_key(65537, 2048)


def here() -> str:
    """This provider's address: the issuer."""
    return f"{request.host_url.rstrip('/')}{bp.url_prefix}"


@bp.get("/.well-known/openid-configuration")
def configuration() -> Json:
    return {
        "issuer": here(),
        "authorization_endpoint": f"{here()}/authorize",
        "token_endpoint": f"{here()}/token",
        "userinfo_endpoint": f"{here()}/userinfo",
        "jwks_uri": f"{here()}/jwks",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", "profile", "email"],
    }


@bp.get("/jwks")
def jwks() -> Json:
    told: Json = RSAAlgorithm.to_jwk(key().public_key(), as_dict=True)
    return {"keys": [told | {"kid": KEY, "use": "sig", "alg": "RS256"}]}


@bp.get("/authorize")
def authorize() -> tuple[str, int] | str:
    """The page on which one signs in; here one only says who one is."""
    asked = request.args
    if asked.get("client_id") != CLIENT or asked.get("response_type") != "code":
        return "This application is not known here.", 400
    return render_template("university/who.html", people=PEOPLE, asked=asked)


@bp.post("/authorize")
def signed_in() -> Response:
    """Back to who asked, with a code; or without, where one turned back."""
    said = request.form
    back = said["redirect_uri"]
    if "deny" in said:
        told = {"error": "access_denied", "state": said.get("state", "")}
        return redirect(f"{back}?{urlencode(told)}")
    email = said["email"].strip()
    person: Json = {
        "sub": hashlib.sha256(f"{email}{said.get('verified')}".encode()).hexdigest(),
        "name": said.get("name", ""),
        "email": email,
        "email_verified": said.get("verified") == "yes",
    }
    code = secrets.token_urlsafe(24)
    _codes[code] = Grant(
        person,
        back,
        said.get("code_challenge", ""),
        said.get("nonce", ""),
        time.time() + CODE_LIFE,
    )
    told = {"code": code, "state": said.get("state", "")}
    return redirect(f"{back}?{urlencode(told)}")


@bp.post("/token")
def token() -> Json | tuple[Json, int]:
    """A code, once, for a token and a signed word about who it is."""
    said = request.form
    grant = _codes.pop(said.get("code", ""), None)
    if not _is_client():
        return {"error": "invalid_client"}, 401
    if grant is None or grant.until < time.time():
        return {"error": "invalid_grant"}, 400
    if grant.redirect_uri != said.get("redirect_uri") or not _proven(grant, said):
        return {"error": "invalid_grant"}, 400
    access, now = secrets.token_urlsafe(24), int(time.time())
    _tokens[access] = grant.person
    claims = grant.person | {
        "iss": here(),
        "aud": CLIENT,
        "iat": now,
        "exp": now + TOKEN_LIFE,
        "nonce": grant.nonce,
    }
    return {
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": TOKEN_LIFE,
        "id_token": jwt.encode(claims, key(), "RS256", headers={"kid": KEY}),
    }


@bp.get("/userinfo")
def userinfo() -> Json | tuple[Json, int]:
    access = request.headers.get("Authorization", "").removeprefix("Bearer ")
    person = _tokens.get(access)
    return person if person else ({"error": "invalid_token"}, 401)


def _is_client() -> bool:
    """By HTTP Basic, or in the form."""
    sent = request.authorization
    name = (sent.username if sent else None) or request.form.get("client_id", "")
    secret = (sent.password if sent else None) or request.form.get("client_secret", "")
    return name == CLIENT and hmac.compare_digest(secret or "", SECRET)


def _proven(grant: Grant, said: Any) -> bool:
    """Whether who brings the code is who asked for it (PKCE, S256)."""
    verifier = said.get("code_verifier", "").encode()
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest())
    return bool(grant.challenge) and digest.rstrip(b"=").decode() == grant.challenge
