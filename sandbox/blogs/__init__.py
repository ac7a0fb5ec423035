"""Make-believe blogs that behave like WordPress 6.1: ours, and two of peers."""

from __future__ import annotations

from sandbox.blogs import allow, desk, feeds, linkbacks, pages
from sandbox.blogs.blogroll import avatars
from sandbox.blogs.blueprint import bp, web
from sandbox.blogs.play import play
from sandbox.blogs.rest import comments, others, passwords, posts
from sandbox.blogs.schema import SCHEMA
from sandbox.blogs.seed import seed
from sandbox.blogs.trouble import refuse
from sandbox.blogs.view import public, world
from sandbox.network import Network

# Importing these modules put their views on the two blueprints.
ROUTES = (feeds, posts, comments, others, linkbacks, pages, desk, allow, passwords)

NETWORK = Network(
    key="blog",
    blueprints=(bp, web, avatars),
    schema=SCHEMA,
    seed=seed,
    play=play,
    public=public,
    world=world,
    refuse=refuse,
)
