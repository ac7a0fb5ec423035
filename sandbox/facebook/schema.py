"""The tables of the make-believe Facebook."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS fb_actor (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    username TEXT NOT NULL UNIQUE COLLATE NOCASE,
    about TEXT NOT NULL DEFAULT '',
    website TEXT NOT NULL DEFAULT '',
    fans INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS fb_post (
    id INTEGER PRIMARY KEY,
    wall INTEGER NOT NULL REFERENCES fb_actor (id),
    author INTEGER NOT NULL REFERENCES fb_actor (id),
    message TEXT NOT NULL,
    link TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    shares INTEGER,
    hidden INTEGER NOT NULL DEFAULT 0,
    by_api INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS fb_post_wall ON fb_post (wall, created_at);
CREATE INDEX IF NOT EXISTS fb_post_shares ON fb_post (shares);
CREATE TABLE IF NOT EXISTS fb_tag (
    post INTEGER NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (post, page)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fb_comment (
    id INTEGER PRIMARY KEY,
    post INTEGER NOT NULL REFERENCES fb_post (id),
    parent INTEGER,
    author INTEGER NOT NULL REFERENCES fb_actor (id),
    message TEXT NOT NULL,
    created_at TEXT NOT NULL,
    nameless INTEGER NOT NULL DEFAULT 0,
    by_api INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS fb_comment_post ON fb_comment (post, created_at);
CREATE TABLE IF NOT EXISTS fb_reaction (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    object INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    type TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (object, actor)
);
CREATE TABLE IF NOT EXISTS fb_follow (
    page INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (page, actor)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fb_app (
    id TEXT PRIMARY KEY,
    secret TEXT NOT NULL,
    name TEXT NOT NULL,
    redirects TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS fb_role (
    page INTEGER NOT NULL,
    person INTEGER NOT NULL,
    tasks TEXT NOT NULL DEFAULT 'ANALYZE CREATE_CONTENT MODERATE MANAGE',
    PRIMARY KEY (page, person)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fb_login (
    person INTEGER PRIMARY KEY, about TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS fb_token (
    access TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    actor INTEGER NOT NULL,
    person INTEGER NOT NULL,
    app TEXT NOT NULL,
    scopes TEXT NOT NULL,
    until REAL,
    dead INTEGER NOT NULL DEFAULT 0,
    pages TEXT NOT NULL DEFAULT '',
    data_until REAL
);
CREATE TABLE IF NOT EXISTS fb_code (
    code TEXT PRIMARY KEY,
    app TEXT NOT NULL,
    person INTEGER NOT NULL,
    redirect_uri TEXT NOT NULL,
    scopes TEXT NOT NULL,
    until REAL NOT NULL,
    pages TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS fb_used (
    app TEXT NOT NULL,
    hour INTEGER NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (app)
) WITHOUT ROWID;
"""
