"""The make-believe Facebook: Graph v25, its web pages for hands, and its people."""

from __future__ import annotations

from sandbox.facebook import dialog, hands, login, reads, web, writes
from sandbox.facebook.gate import bp
from sandbox.facebook.play import play
from sandbox.facebook.problems import refuse
from sandbox.facebook.schema import SCHEMA
from sandbox.facebook.seed import seed
from sandbox.facebook.world import public, world
from sandbox.network import Network

# These modules put their calls into the blueprints by being imported.
CALLS = (dialog, hands, login, reads, writes)

NETWORK = Network(
    key="facebook",
    blueprints=(bp, web.bp),
    schema=SCHEMA,
    seed=seed,
    play=play,
    public=public,
    world=world,
    refuse=refuse,
)
