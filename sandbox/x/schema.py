"""The tables of the make-believe X."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS x_user (
    id INTEGER PRIMARY KEY,
    handle TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name TEXT NOT NULL,
    bio TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    location TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT 'private',
    verified INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS x_post (
    id INTEGER PRIMARY KEY,
    author INTEGER NOT NULL REFERENCES x_user (id),
    text TEXT NOT NULL,
    created_at TEXT NOT NULL,
    reply_to INTEGER,
    quotes INTEGER,
    shares INTEGER,
    conversation INTEGER NOT NULL,
    by_api INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS x_post_author ON x_post (author, id);
CREATE INDEX IF NOT EXISTS x_post_shares ON x_post (shares);
CREATE INDEX IF NOT EXISTS x_post_reply_to ON x_post (reply_to);
CREATE INDEX IF NOT EXISTS x_post_quotes ON x_post (quotes);
CREATE TABLE IF NOT EXISTS x_mention (
    user INTEGER NOT NULL,
    post INTEGER NOT NULL,
    named INTEGER NOT NULL,
    PRIMARY KEY (user, post)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS x_follow (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    follower INTEGER NOT NULL,
    followed INTEGER NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (follower, followed)
);
CREATE INDEX IF NOT EXISTS x_follow_followed ON x_follow (followed, seq);
CREATE TABLE IF NOT EXISTS x_like (
    user INTEGER NOT NULL,
    post INTEGER NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (post, user)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS x_list (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, owner INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS x_list_member (
    list INTEGER NOT NULL, user INTEGER NOT NULL, PRIMARY KEY (list, user)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS x_media (
    id INTEGER PRIMARY KEY,
    owner INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    alt TEXT NOT NULL DEFAULT '',
    data BLOB NOT NULL,
    post INTEGER
);
CREATE TABLE IF NOT EXISTS x_app (
    client_id TEXT PRIMARY KEY, secret TEXT NOT NULL, owner INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS x_app_page (
    client_id TEXT PRIMARY KEY, name TEXT NOT NULL, callback TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS x_keys (
    access TEXT PRIMARY KEY,
    access_secret TEXT NOT NULL,
    user INTEGER NOT NULL,
    client_id TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS x_token (
    access TEXT PRIMARY KEY,
    refresh TEXT NOT NULL UNIQUE,
    user INTEGER NOT NULL,
    client_id TEXT NOT NULL,
    scopes TEXT NOT NULL,
    until REAL NOT NULL,
    spent_at REAL,
    spent_uses INTEGER NOT NULL DEFAULT 0,
    revoked INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS x_code (
    code TEXT PRIMARY KEY,
    client_id TEXT NOT NULL,
    user INTEGER NOT NULL,
    redirect_uri TEXT NOT NULL,
    challenge TEXT NOT NULL,
    method TEXT NOT NULL,
    scopes TEXT NOT NULL,
    until REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS x_used (
    user INTEGER NOT NULL,
    call TEXT NOT NULL,
    period INTEGER NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (user, call)
) WITHOUT ROWID;
"""
