"""Letters over a real mail server: one each, lost never, and by TLS that is checked."""

from __future__ import annotations

import ipaddress
import logging
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.exceptions import ValidationError
from django.db import transaction
from pytest_django import Settings

from accounts.letters import link, mail
from accounts.models import Member, User
from tests.engagement.rows import Town, town
from tests.servers.smtp import Post, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def server(settings: Settings) -> Iterator[Post]:
    with mail_server(Post()) as post:
        by_smtp(settings, post)
        yield post


def by_smtp(settings: Settings, post: Post) -> None:
    """As EMAIL_URL=smtp://127.0.0.1:… would set it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
    settings.EMAIL_TIMEOUT = 5


def recipients(post: Post) -> list[str]:
    return [str(letter["To"]) for letter in post.letters]


def test_each_gets_a_letter_of_their_own(csw: Town, server: Post) -> None:
    assert mail([csw.poster, csw.supervisor], "A word", "Good morning, Zoë.\n")

    assert recipients(server) == ["maya@csw.example", "ruth@csw.example"]
    letter = server.letters[0]
    assert letter["Subject"] == "A word"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["From"] == "Kindred <kindred@localhost>"
    assert letter.get_content().strip() == "Good morning, Zoë."


def test_who_has_left_gets_none(csw: Town, server: Post) -> None:
    Member.objects.filter(pk=csw.poster.pk).update(left_at=csw.x.connected_at)
    csw.poster.refresh_from_db()
    csw.colleague.user.is_active = False

    assert not mail([csw.poster, csw.colleague], "A word", "Hello")
    assert server.letters == []


def test_a_subject_with_a_line_end_stays_one_line(csw: Town, server: Post) -> None:
    assert mail([csw.poster], "A word\nBcc: all@csw.example", "Hello")
    assert server.letters[0]["Subject"] == "A word Bcc: all@csw.example"
    assert server.letters[0]["Bcc"] is None


def test_one_address_that_is_gone_keeps_nobody_from_theirs(
    csw: Town, server: Post, caplog: pytest.LogCaptureFixture
) -> None:
    server.refuses["maya@csw.example"] = "550 no such user"
    assert mail([csw.poster, csw.supervisor], "A word", "A secret text")

    assert recipients(server) == ["ruth@csw.example"]
    assert "550" in caplog.text
    assert "maya" not in caplog.text
    assert "secret" not in caplog.text


NO_ADDRESS = [
    "ruth",
    "ruth@",
    "a@x.org,b@x.org",
    "ruth@x.org\n",
    "ruth@exa mple.org",
    "r" * 70 + "@" + "ü" * 70 + ".org",
]


@pytest.mark.parametrize("bad", NO_ADDRESS)
def test_what_is_no_address_keeps_nobody_from_theirs(
    csw: Town, server: Post, bad: str, caplog: pytest.LogCaptureFixture
) -> None:
    """As an older release, or a shell, may have left it."""
    User.objects.filter(pk=csw.poster.user_id).update(email=bad)
    csw.poster.user.refresh_from_db()
    server.refuses[bad] = "501 what is that"

    assert mail([csw.poster, csw.supervisor], "A word", "Hello")
    assert recipients(server) == ["ruth@csw.example"]
    assert "no letter" in caplog.text
    assert not mail([csw.poster], "A word", "Hello")


@pytest.mark.parametrize("bad", ["", *(one for one in NO_ADDRESS if "\n" not in one)])
def test_nobody_is_made_a_user_with_what_is_no_address(db: None, bad: str) -> None:
    with pytest.raises(ValidationError):
        User.objects.create_user(bad)
    assert not User.objects.exists()
    assert User.objects.create_user(" Ruth@X.org\n").email == "ruth@x.org"


@pytest.mark.parametrize("answer", ["550 no relaying", "451 later"])
def test_where_nobody_could_be_told_it_is_to_be_tried_again(
    csw: Town, server: Post, answer: str
) -> None:
    server.refuses["maya@csw.example"] = answer
    assert not mail([csw.poster], "A word", "Hello")

    server.refuses.clear()
    assert mail([csw.poster], "A word", "Hello")


def test_a_server_that_is_away_is_said_without_names(
    csw: Town, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with mail_server(Post()) as post:
        by_smtp(settings, post)
    with caplog.at_level(logging.DEBUG):
        assert not mail([csw.poster], "A word", "A secret text")
    assert "ConnectionRefusedError" in caplog.text
    assert "maya" not in caplog.text
    assert "secret" not in caplog.text

    with mail_server(post):
        assert mail([csw.poster], "A word", "Hello")
    assert recipients(post) == ["maya@csw.example"]


def test_a_server_that_never_answers_is_not_waited_for(
    csw: Town, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        by_smtp(settings, Post(port=silent.getsockname()[1]))
        settings.EMAIL_TIMEOUT = 0.2
        assert not mail([csw.poster], "A word", "Hello")
    assert "No mail could be sent" in caplog.text


def test_without_a_server_nothing_is_said_to_have_left(
    csw: Town, settings: Settings
) -> None:
    settings.CAN_MAIL = False
    assert not mail([csw.poster], "A word", "Hello")


@pytest.mark.django_db(transaction=True)
def test_no_letter_is_written_inside_a_transaction(server: Post) -> None:
    csw = town()
    with transaction.atomic(), pytest.raises(RuntimeError):
        mail([csw.poster], "A word", "Hello")
    assert server.letters == []


def certificate(folder: Path) -> Path:
    """A certificate of 127.0.0.1, with its key, that nobody else has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = datetime.now(UTC)
    here = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([here]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "mail.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


@pytest.mark.parametrize("trusted", [True, False])
def test_tls_is_used_only_with_a_certificate_that_is_trusted(
    csw: Town,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trusted: bool,
) -> None:
    file = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    settings.EMAIL_USE_TLS = True
    with mail_server(Post(tls=context)) as post:
        by_smtp(settings, post)
        assert mail([csw.poster], "A word", "Hello") is trusted
    assert post.encrypted == ([True] if trusted else [])


def test_a_link_in_a_letter_leads_to_our_own_site(settings: Settings) -> None:
    settings.KINDRED_SITE = "https://kindred.example.edu"
    assert link("queue", "csw") == "https://kindred.example.edu/c/csw/"
