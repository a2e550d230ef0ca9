"""The desk's own small certificate authority, so that nobody is taught to click through a warning.

Law: the authority's key never leaves keys/; it may sign only for names and addresses of a local network; a server
certificate is made
anew when the desk's names or addresses change, or a month before it ends.
Not here: serving (server.py), the page that explains it (lan_page.py).
"""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from battlebox.web.starting.own_names import ROOM

_AUTHORITY_DAYS: Final = 3650
# Browsers refuse longer ones.
_SERVER_DAYS: Final = 397
_RENEW_DAYS: Final = 30
# A laptop's clock may be wrong by days.
_EARLY: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Certificates:
    """What a desk serves with."""

    authority: Path
    chain: Path
    key: Path
    fingerprint: str
    """SHA-256 of the authority's certificate, in groups that can be read out."""


def certificates(keys: Path, names: tuple[str, ...]) -> Certificates:
    """The certificates for these names and addresses, made where they are missing or no longer right."""
    authority_path, authority_key_path = keys / "authority.crt", keys / "authority.key"
    if not authority_path.exists() or not authority_key_path.exists() or not _may_speak_for(authority_path, names):
        _make_authority(authority_path, authority_key_path, names)
    authority = x509.load_pem_x509_certificate(authority_path.read_bytes())
    server_path, key_path = keys / "server.crt", keys / "server.key"
    if not _still_right(server_path, key_path, names, authority):
        signer = serialization.load_pem_private_key(authority_key_path.read_bytes(), password=None)
        if not isinstance(signer, ec.EllipticCurvePrivateKey):
            raise TypeError
        _make_server(server_path, key_path, names, authority, signer)
    return Certificates(authority_path, server_path, key_path, fingerprint(authority))


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256, in eight groups of eight."""
    text = certificate.fingerprint(hashes.SHA256()).hex()
    return " ".join(text[at : at + 8] for at in range(0, 64, 8))


def _alt_names(names: tuple[str, ...]) -> list[x509.GeneralName]:
    found: list[x509.GeneralName] = []
    for name in names:
        try:
            found.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            found.append(x509.DNSName(name))
    return found


def _still_right(path: Path, key: Path, names: tuple[str, ...], authority: x509.Certificate) -> bool:
    if not path.exists() or not key.exists():
        return False
    found = x509.load_pem_x509_certificates(path.read_bytes())[0]
    alt = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    is_ours = found.issuer == authority.subject
    has_time = found.not_valid_after_utc - datetime.now(UTC) > timedelta(days=_RENEW_DAYS)
    return is_ours and has_time and set(alt) == set(_alt_names(names))


def _may_speak_for(path: Path, names: tuple[str, ...]) -> bool:
    """Whether the authority that is there may sign for these host names; if not, the room installs a new one."""
    found = x509.load_pem_x509_certificate(path.read_bytes())
    room = found.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or ()
    domains = [each.value for each in room if isinstance(each, x509.DNSName)]
    hosts = [each.value for each in _alt_names(names) if isinstance(each, x509.DNSName)]
    return all(any(host == domain or host.endswith(f".{domain}") for domain in domains) for host in hosts)


def _make_authority(path: Path, key_path: Path, names: tuple[str, ...]) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Battlebox desk"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Battlebox desk {x509.random_serial_number():x}"[:30]),
        ]
    )
    now = datetime.now(UTC)
    # Whoever trusts this authority trusts it for the room alone: it cannot speak for a bank.
    room: list[x509.GeneralName] = [
        *(x509.DNSName(name) for name in ("local", "localhost", "home.arpa", "internal", "lan", "box")),
        # A name that was asked for is allowed as it stands.
        *(each for each in _alt_names(names) if isinstance(each, x509.DNSName) and "." in each.value),
        *(x509.IPAddress(net) for net in ROOM),
    ]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLY)
        .not_valid_after(now + timedelta(days=_AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.NameConstraints(permitted_subtrees=room, excluded_subtrees=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write_key(key_path, key)
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _make_server(
    path: Path, key_path: Path, names: tuple[str, ...], authority: x509.Certificate, signer: ec.EllipticCurvePrivateKey
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:60])]))
        .issuer_name(authority.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLY)
        .not_valid_after(now - _EARLY + timedelta(days=_SERVER_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(_alt_names(names)), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), critical=False)  # type: ignore[arg-type]  # An EC key, as made above.
        .sign(signer, hashes.SHA256())
    )
    _write_key(key_path, key)
    pem = serialization.Encoding.PEM
    path.write_bytes(certificate.public_bytes(pem) + authority.public_bytes(pem))


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    """A key file that its owner alone can read, from its first byte."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
