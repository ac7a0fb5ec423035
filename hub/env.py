"""Read the settings that come from the environment, each with its safe default."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(ROOT / ".env", overwrite=False)

DEMO_SECRET = "demo-secret-for-one-machine-never-for-the-open-net"  # noqa: S105 # nosec B105 # refused elsewhere
DEMO_TOKEN_KEY = "ZGVtby1rZXktZm9yLW9uZS1tYWNoaW5lLW9ubHkhISE="  # noqa: S105 # nosec B105 # refused elsewhere

DEMO: bool = env.bool("KINDRED_DEMO", default=False)
DEBUG: bool = env.bool("KINDRED_DEBUG", default=False)
DATA = Path(env.str("KINDRED_DATA", default="") or ROOT / "var").absolute()


def numbers(name: str, default: str) -> tuple[float, ...]:
    """A comma-separated list of numbers, in seconds."""
    return tuple(float(part) for part in env.str(name, default=default).split(","))


def hosts(name: str) -> frozenset[str]:
    """A comma-separated list of ``host`` or ``host:port``, in lower case."""
    return frozenset(
        part.strip().lower()
        for part in env.str(name, default="").split(",")
        if part.strip()
    )


def refuse_unsafe_start(secret: str, token_keys: list[str]) -> None:
    """Stop a production start whose secrets are missing or those of the demo."""
    if DEMO or DEBUG:
        return
    for name, value, demo in (
        ("KINDRED_SECRET_KEY", secret, DEMO_SECRET),
        ("KINDRED_TOKEN_KEYS", ",".join(token_keys), DEMO_TOKEN_KEY),
    ):
        if not value or demo in value:
            raise SystemExit(
                f"{name} is missing or is the demo's own. Set it in the environment; "
                "see .env.example for how to make one."
            )


def university() -> dict[str, Any]:
    """Sign-in by OpenID Connect, as allauth wants to be told; {} where none is set.

    Stops a start by an address without TLS, for who stands in between could sign in
    as anybody.
    """
    issuer = env.str("KINDRED_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return {}
    if not (DEMO or DEBUG or issuer.startswith("https://")):
        raise SystemExit("KINDRED_OIDC_ISSUER must begin with https://")
    # Whose every address is verified, also where the provider does not say so.
    domains = sorted(hosts("KINDRED_OIDC_DOMAINS"))
    app = {
        "provider_id": "university",
        "name": env.str("KINDRED_OIDC_NAME", "your university"),
        "client_id": env.str("KINDRED_OIDC_CLIENT_ID", ""),
        "secret": env.str("KINDRED_OIDC_SECRET", ""),
        "settings": {"server_url": issuer}
        | ({"verified_email": domains} if domains else {}),
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
