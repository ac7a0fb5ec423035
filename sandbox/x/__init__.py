"""The make-believe X: its API v2, its web pages for hands, and its people."""

from __future__ import annotations

from sandbox.network import Network
from sandbox.x import console, intents, media, oauth, posts, reads, users, web
from sandbox.x.gate import bp
from sandbox.x.play import play
from sandbox.x.problems import refuse
from sandbox.x.schema import SCHEMA
from sandbox.x.seed import seed
from sandbox.x.world import public, world

# These modules put their calls into the blueprints by being imported.
CALLS = (console, intents, media, oauth, posts, reads, users)

NETWORK = Network(
    key="x",
    blueprints=(bp, web.bp),
    schema=SCHEMA,
    seed=seed,
    play=play,
    public=public,
    world=world,
    refuse=refuse,
)
