"""The signature of a published site: whoever has the public key can tell that a site is the publisher's.

`manifest.json` holds the digest of every file; `manifest.json.jws` beside it signs the bytes of the manifest. It is a
JWS without its payload (RFC 7515, RFC 7797), by Ed25519 (RFC 9864). `openssl genpkey -algorithm ed25519` makes a key.
"""

from __future__ import annotations

import base64
import json
import os.path
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.exit_codes import reason
from generator.publish.staging import MANIFEST

if TYPE_CHECKING:
    from joserfc.jwk import OKPKey
    from joserfc.jws import JWSRegistry

SIGNATURE = "manifest.json.jws"
ALGORITHM = "Ed25519"
_SOURCE = Path("notice/notice.yaml")  # the folder that holds it is a source
_MAX_SHOWN = 40  # characters of what another wrote
_LARGEST = 64 * 1024  # of a key or a signature: many times what either needs
# A header, no payload, and the 64 bytes of a signature; its last letter carries two bits, and no others may be set.
_FORM = re.compile(rb"([A-Za-z0-9_-]+)\.\.[A-Za-z0-9_-]{85}[AQgw]")


class SigningError(Exception):
    """A site cannot be signed, or its signature not be checked; the sentence says why."""


def sign(site: Path, key: Path) -> Path:
    """Sign a published site with a private key (PEM or JWK); returns the file of the signature.

    Raises `SigningError`; the site is then as it was.
    """
    manifest = _manifest(site)
    signer = _key(key)
    _refuse(site, key)
    if not signer.is_private:
        message = f"{key} holds a public key; a site is signed with the private one"
        raise SigningError(message)
    from joserfc import jws  # noqa: PLC0415 - an extra, which `_key` has found

    header = {"alg": ALGORITHM, "b64": False, "crit": ["b64"], "kid": signer.thumbprint()}
    token = jws.serialize_compact(header, manifest, signer, registry=_registry(manifest))
    target = _plain(site / SIGNATURE)
    try:
        target.write_bytes(token.encode())
        target.chmod(0o644)  # as the other files of the site
    except OSError as error:
        raise _unusable(target, error) from error
    return target


def faults(site: Path, key: Path) -> list[str]:
    """Check the signature of a site with a public key (PEM or JWK); says what is wrong, or nothing.

    Of a private key, its public part is used. Whether the files are those of the manifest is not asked here.
    """
    try:
        verifier = _key(key)
        manifest = _read(site / MANIFEST)
        if not os.path.lexists(site / SIGNATURE):
            return [f"{site} is not signed: it has no {SIGNATURE}"]
        token = _read(site / SIGNATURE, _LARGEST)
    except SigningError as error:
        return [str(error)]
    fault = _fault(token, manifest, verifier)
    return [f"{site / SIGNATURE} {fault}"] if fault else []


def _fault(token: bytes, manifest: bytes, verifier: OKPKey) -> str:
    """Say what is wrong with a signature, as the end of a sentence.

    The header is compared before anything is computed: a signature never chooses how it is checked.
    """
    from joserfc import errors, jws  # noqa: PLC0415 - an extra, which `_key` has found

    form = _FORM.fullmatch(token)
    header = _header(form[1]) if form else None
    if header is None:
        return "is not a signature without payload (RFC 7515, RFC 7797)"
    if header.get("alg") != ALGORITHM:
        return f"is signed by another algorithm than {ALGORITHM}: {json.dumps(header.get('alg'))[:_MAX_SHOWN]}"
    if header.keys() != {"alg", "b64", "crit", "kid"} or header["b64"] is not False or header["crit"] != ["b64"]:
        return 'must have a "kid", "b64": false and "crit": ["b64"] in its header, and nothing more'
    if header["kid"] != verifier.thumbprint():
        return "was made with another key"
    try:
        jws.deserialize_compact(token, verifier, payload=manifest, registry=_registry(manifest))
    except errors.JoseError:
        return f"does not fit {MANIFEST}: one of the two was changed after signing"
    return ""


def _header(encoded: bytes) -> dict[str, Any] | None:
    try:
        header = json.loads(base64.b64decode(encoded + b"=" * (-len(encoded) % 4), b"-_", validate=True))
    except (ValueError, RecursionError):
        return None
    return header if isinstance(header, dict) else None


def _registry(manifest: bytes) -> JWSRegistry:
    """Allow one algorithm, and a manifest of any size: joserfc's own limit is for what comes over a network."""
    from joserfc.jws import JWSRegistry  # noqa: PLC0415 - an extra, which `_key` has found

    registry = JWSRegistry(algorithms=[ALGORITHM])
    registry.max_payload_length = len(manifest)
    return registry


def _key(file: Path) -> OKPKey:
    """Read an Ed25519 key, private or public, in PEM or as a JWK."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - an extra
        from joserfc.errors import JoseError  # noqa: PLC0415 - an extra
        from joserfc.jwk import OKPKey  # noqa: PLC0415 - an extra
    except ImportError as error:
        message = f"signatures need a package more ({error.name}): pip install 'privacy-notice-generator[sign]'"
        raise SigningError(message) from error
    data = _read(file, _LARGEST)
    try:
        given = json.loads(data) if data.lstrip().startswith(b"{") else data
        read = OKPKey.import_key(given)
        # Made anew from the bare key: its public part is then computed, not taken from the file.
        key = OKPKey.import_key(read.private_key or read.public_key)
    except (JoseError, UnsupportedAlgorithm, ValueError, TypeError, KeyError, RecursionError) as error:
        if b"ENCRYPTED" in data or "assword" in str(error):
            message = f"{file} is locked with a passphrase; a key without one is needed"
        else:
            message = f"{file} holds no {ALGORITHM} key, in PEM or as a JWK"
        raise SigningError(message) from error
    stated = given if isinstance(given, dict) else {}
    if key.curve_name != ALGORITHM or stated.get("x", key["x"]) != key["x"] or stated.get("use", "sig") != "sig":
        message = f"{file} holds no {ALGORITHM} key for signatures"
        raise SigningError(message)
    return key


def _refuse(site: Path, key: Path) -> None:
    """Refuse a key that lies where it would be published or committed, itself or by a link."""
    named = Path(os.path.normpath(key.absolute()))  # as it is written, without `..`
    for place in (Path(os.path.realpath(key)), Path(os.path.realpath(key.parent)) / key.name, named):
        if any(folder.exists() and folder.samefile(site) for folder in place.parents):
            message = f"{key} lies in the site, where everyone could read it; keep keys elsewhere"
            raise SigningError(message)
        source = next((folder for folder in place.parents if (folder / _SOURCE).is_file()), None)
        if source:
            message = f"{key} lies in the source of a notice ({source}); keep keys elsewhere"
            raise SigningError(message)


def _manifest(site: Path) -> bytes:
    data = _read(_plain(site / MANIFEST))
    try:
        value = json.loads(data.decode())
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict) or not isinstance(value.get("files"), dict):
        message = f"{site / MANIFEST} is not the manifest of a published site"
        raise SigningError(message)
    return data


def _plain(file: Path) -> Path:
    """Refuse what is there and is no plain file of the site: a link would lead out, a pipe would be waited for."""
    if file.is_symlink() or (file.exists() and not file.is_file() and not file.is_dir()):
        message = f"{file} is no plain file"
        raise SigningError(message)
    return file


def _read(file: Path, most: int = -1) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(most)
    except OSError as error:
        raise _unusable(file, error) from error


def _unusable(file: Path, error: OSError) -> SigningError:
    return SigningError(f"{file}: {reason(error)}")
