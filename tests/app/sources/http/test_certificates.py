"""Whose certificate is trusted, and in which words one is not."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.sources import http, network_words
from app.sources.http import Http
from app.sources.site import UnreachableError
from tests.app.sources.http.asking import (
    KEY,
    refusal,
)
from tests.faults.server import Honest, honest


def context_of(folder: Path, name: str, days: int) -> tuple[ssl.SSLContext, Path]:
    """A server's context with a certificate that it has signed itself; and the certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bao.example")])
    now = datetime.now(UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([address if name == "" else x509.DNSName(name)]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "site.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, secret)
    return context, certificate


@pytest.mark.parametrize(
    ("name", "days", "trusted", "reason"),
    [
        ("", 30, False, network_words.UNKNOWN_ISSUER),
        ("", -1, True, network_words.EXPIRED),
        ("khac.example", 30, True, network_words.OTHER_NAME),
        ("", 30, True, None),
    ],
)
def test_a_certificate_is_judged_in_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    days: int,
    trusted: bool,
    reason: network_words.Words | None,
) -> None:
    context, certificate = context_of(tmp_path, name, days)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with honest(context) as server:
        client = Http(f"https://127.0.0.1:{server.server_port}/", {"Authorization": KEY})
        if reason is None:
            assert client.ask("GET", "x").json()["headers"]["authorization"] == KEY
        else:
            error = refusal(lambda: client.ask("GET", KEY))
            assert error.words == http.CERTIFICATE.put(host=client.host, why=reason)
            assert isinstance(error, UnreachableError)
            assert not error.answered
            assert server.asked == []
        client.close()


def test_encryption_with_a_server_that_has_none(server: Honest) -> None:
    client = Http(f"https://127.0.0.1:{server.server_port}/")
    error = refusal(lambda: client.ask("GET", "x"))
    client.close()
    assert network_words.NOT_ENCRYPTED.vi in error.words.vi
