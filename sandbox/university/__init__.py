"""The make-believe university: people sign in there, and it tells us who they are.

OpenID Connect, as an identity provider of a campus speaks it: discovery, the sign-in
page, a code for a signed token (with PKCE), userinfo. It forgets all when it ends.
"""

from __future__ import annotations

from sandbox.university.provider import bp

__all__ = ["bp"]
