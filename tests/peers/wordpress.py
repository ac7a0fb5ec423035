"""Two real WordPress sites on loopback: our own blog, and a peer's.

They live in a new folder, on free ports, over a MariaDB that listens on a socket in
that folder only. Ran on Debian 12 with WordPress 6.1; see docs/peers.md.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.peers.ground import PATIENCE, Ground, free_port

HERE = Path(__file__).parent
SHARED = Path("/usr/share/wordpress")
PROGRAMS = ("mariadbd", "mariadb-install-db", "mariadb", "php")

Plan = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Login:
    """A user of a site, and the application password made for us."""

    id: int
    name: str
    password: str


@dataclass(frozen=True, slots=True)
class Site:
    """One WordPress. ``posts`` are the ids of what its plan published, oldest first."""

    address: str
    admin: Login
    author: Login
    posts: tuple[int, ...]
    switches: Path

    def ask(self, method: str, route: str, **more: Any) -> Any:
        """What WordPress itself answers its admin, as JSON; past our adapter."""
        answer = requests.request(
            method,
            f"{self.address}/wp-json/wp/v2/{route}",
            auth=(self.admin.name, self.admin.password),
            timeout=PATIENCE,
            **more,
        )
        answer.raise_for_status()
        return answer.json()

    def visitor_says(self, post: int, text: str, name: str = "Vera Visitor") -> None:
        """Somebody comments through the site's own form."""
        said = {"comment_post_ID": post, "comment": text, "author": name}
        requests.post(
            f"{self.address}/wp-comments-post.php",
            data=said | {"email": "vera@example.org"},
            timeout=PATIENCE,
        ).raise_for_status()

    def pinged(self, source: str, target: str) -> None:
        """Another blog tells the site that it linked to it; the site looks if so."""
        values = "".join(
            f"<param><value><string>{one}</string></value></param>"
            for one in (source, target)
        )
        call = (
            "<?xml version='1.0'?><methodCall><methodName>pingback.ping</methodName>"
            f"<params>{values}</params></methodCall>"
        )
        answer = requests.post(f"{self.address}/xmlrpc.php", call, timeout=PATIENCE)
        if "<fault>" in answer.text or not answer.ok:
            raise RuntimeError(answer.text)

    @contextmanager
    def switched(self, name: str) -> Iterator[None]:
        """While inside, the site behaves as site/switches.php says under the name."""
        (self.switches / name).touch()
        try:
            yield
        finally:
            (self.switches / name).unlink()


@dataclass(frozen=True, slots=True)
class Sites:
    """Both sites of one run."""

    ours: Site
    peer: Site


class NoWordPress(Exception):
    """This machine has no WordPress to run; the text says what is missing."""


def missing() -> list[str]:
    """What this machine lacks for a real WordPress; install.sh brings it."""
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin"])
    lacks = [name for name in PROGRAMS if not shutil.which(name, path=path)]
    if not (SHARED / "wp-load.php").is_file():
        lacks.append(str(SHARED))
    return lacks


def start_database(ground: Ground) -> None:
    """A MariaDB without a network port, with one empty database for both sites."""
    home = ground.socket.parent
    home.mkdir()
    owner = []
    if os.geteuid() == 0:
        # MariaDB refuses to run as root.
        owner = ["--user=mysql"]
        shutil.chown(home, "mysql", "mysql")
    ground.run(
        "mariadb-install-db",
        "--no-defaults",
        *owner,
        f"--datadir={home}",
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
        "--innodb-log-file-size=8M",
    )
    log = ground.start(
        "mariadb",
        shutil.which("mariadbd") or "/usr/sbin/mariadbd",
        "--no-defaults",
        *owner,
        f"--datadir={home}",
        f"--socket={ground.socket}",
        f"--pid-file={home / 'my.pid'}",
        "--skip-networking",
        "--skip-log-bin",
        "--innodb-log-file-size=8M",
        "--innodb-buffer-pool-size=32M",
        "--innodb-flush-log-at-trx-commit=0",
    )
    ground.wait(lambda: answers(ground.socket), log)
    ground.run(
        *("mariadb", "--no-defaults", "-S", str(ground.socket), "-u", "root"),
        stdin="CREATE DATABASE wp CHARACTER SET utf8mb4;"
        "CREATE USER wp@localhost IDENTIFIED BY 'wp';"
        "GRANT ALL ON wp.* TO wp@localhost;",
    )


def answers(path: Path) -> bool:
    """True once somebody listens on the socket."""
    with socket.socket(socket.AF_UNIX) as line, suppress(OSError):
        line.connect(str(path))
        return True
    return False


def serves(address: str) -> bool:
    """True once the site's front page comes."""
    try:
        return requests.get(address, timeout=PATIENCE).ok
    except requests.ConnectionError:
        return False


def lay_out(root: Path) -> None:
    """The program once for both sites, with our settings in place of Debian's."""
    shutil.copytree(SHARED, root)
    (root / ".htaccess").unlink(missing_ok=True)
    plugins = root / "wp-content" / "mu-plugins"
    plugins.mkdir()
    shutil.copy(HERE / "site" / "switches.php", plugins)
    for name in ("wp-config.php", "setup.php"):
        (root / name).unlink(missing_ok=True)
        shutil.copy(HERE / "site" / name, root)


def start_site(ground: Ground, name: str, plan: Plan) -> Site:
    """Install one site, fill it by its plan, and serve it."""
    port = free_port()
    root, switches = ground.folder / "site", ground.folder / name
    switches.mkdir()
    settings = {
        "PEERS_ADDRESS": f"http://127.0.0.1:{port}",
        "PEERS_PREFIX": f"{name}_",
        "PEERS_SECRET": ground.secret,
        "PEERS_SOCKET": str(ground.socket),
        "PEERS_SWITCHES": str(switches),
    }
    # WordPress mails about each comment; whatever can send mail here must not.
    php = ("php", "-d", "sendmail_path=/bin/true", "-d", "display_errors=stderr")
    made: dict[str, Any] = json.loads(
        ground.run(*php, str(root / "setup.php"), stdin=json.dumps(plan), **settings)
    )
    log = ground.start(
        name,
        *(*php, "-S", f"127.0.0.1:{port}", "-t", str(root)),
        str(HERE / "site" / "router.php"),
        PHP_CLI_SERVER_WORKERS="4",
        **settings,
    )
    address = settings["PEERS_ADDRESS"]
    ground.wait(lambda: serves(address), log)
    admin, author = Login(**made["admin"]), Login(**made["author"])
    return Site(address, admin, author, tuple(made["posts"]), switches)


@contextmanager
def running(ours: Plan, peer: Plan) -> Iterator[Sites]:
    """Both sites, filled by their plans; all of it is gone afterwards.

    Raises NoWordPress if the machine lacks it, and RuntimeError with what a program
    said that did not start.
    """
    if lacks := missing():
        raise NoWordPress(
            f"No real WordPress: {', '.join(lacks)} missing; "
            "tests/peers/install.sh installs it (Debian, as root)"
        )
    folder = Path(tempfile.mkdtemp(prefix="kindred-peers-"))
    folder.chmod(0o755)  # MariaDB runs as a user of its own
    ground = Ground(folder)
    try:
        start_database(ground)
        lay_out(folder / "site")
        yield Sites(start_site(ground, "ours", ours), start_site(ground, "peer", peer))
    finally:
        ground.stop()
