"""The signature of a site: two programs that share no code agree on what fits it, and nothing else does."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa, x25519
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from generator.formats import jsontext
from generator.publish import signing
from tests.helpers import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

FILES = {name: jsontext.digest(name.encode()) for name in ("en/index.html", "index.html")}
NEVER = form.NoEncryption()


def base64url(data: bytes) -> str:
    """Write bytes as a JWS does."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def pem(key: Any, encryption: form.KeySerializationEncryption = NEVER) -> bytes:
    """Write a private key as PEM."""
    data: bytes = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, encryption)
    return data


def jwk(key: Ed25519PrivateKey) -> dict[str, str]:
    """Write a public key as a JWK."""
    return {"crv": "Ed25519", "kty": "OKP", "x": base64url(key.public_key().public_bytes_raw())}


def thumbprint(public: dict[str, str]) -> str:
    """Name a key by RFC 7638: the digest of its members in order, without spaces."""
    return base64url(hashlib.sha256(json.dumps(public, separators=(",", ":"), sort_keys=True).encode()).digest())


class Keys:
    """A pair of keys in a folder of its own, in each form."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.key = Ed25519PrivateKey.generate()
        self.jwk = jwk(self.key)
        self.private = folder / "private.pem"
        self.public = folder / "public.pem"
        self.private_jwk = folder / "private.jwk"
        self.public_jwk = folder / "public.jwk"
        self.private.write_bytes(pem(self.key))
        self.public.write_bytes(
            self.key.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
        )
        self.private_jwk.write_text(json.dumps(self.jwk | {"d": base64url(self.key.private_bytes_raw())}))
        self.public_jwk.write_text(json.dumps(self.jwk))


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Make a pair of keys."""
    return Keys(tmp_path / "keys")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Give a site that is a manifest alone."""
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "manifest.json").write_bytes(jsontext.dump({"files": FILES}))
    return folder


def node(key: Path, sites: Iterable[Path]) -> list[str]:
    """Verify sites by Node's own crypto: what it says of each."""
    command = ["node", str(ROOT / "tests/node/verify-jws.mjs"), str(key), *map(str, sites)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def copies(site: Path, name: str, contents: Iterable[bytes]) -> list[Path]:
    """Make a copy of a signed site for each content of one of its two files."""
    made = []
    for number, content in enumerate(contents):
        folder = site.parent / f"{site.name}-{name}-{number}"
        folder.mkdir()
        for each in ("manifest.json", "manifest.json.jws"):
            (folder / each).write_bytes(content if each == name else (site / each).read_bytes())
        made.append(folder)
    return made


def changes(data: bytes) -> list[bytes]:
    """Change one byte: each bit of each byte, each byte left out, each doubled, and one more at the end."""
    bits = [data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :] for at in range(len(data)) for bit in range(8)]
    fewer = [data[:at] + data[at + 1 :] for at in range(len(data))]
    more = [data[:at] + data[at : at + 1] + data[at:] for at in range(len(data))]
    return [*bits, *fewer, *more, data + b"\n"]


@pytest.mark.parametrize("private", ["private", "private_jwk"])
@pytest.mark.parametrize("public", ["public", "public_jwk", "private", "private_jwk"])
def test_a_signed_site_is_verified_with_any_form_of_the_key(small: Path, keys: Keys, private: str, public: str) -> None:
    """PEM and JWK are the same key, and a private key holds its public one."""
    assert signing.sign(small, getattr(keys, private)) == small / "manifest.json.jws"
    assert signing.faults(small, getattr(keys, public)) == []


def test_the_signature_is_a_jws_without_payload(small: Path, keys: Keys) -> None:
    """Its header is the one agreed on, and its bytes are those that RFC 7797 asks to sign."""
    token = signing.sign(small, keys.private).read_text()
    header, payload, signature = token.split(".")
    kid = thumbprint(keys.jwk)
    assert json.loads(base64.urlsafe_b64decode(header + "==")) == {
        "alg": "Ed25519",
        "b64": False,
        "crit": ["b64"],
        "kid": kid,
    }
    assert payload == ""
    signed = header.encode() + b"." + (small / "manifest.json").read_bytes()
    keys.key.public_key().verify(base64.urlsafe_b64decode(signature + "=="), signed)
    assert signing.sign(small, keys.private).read_text() == token  # the same again


def test_the_thumbprint_is_that_of_rfc_8037() -> None:
    """The example of RFC 8037, appendix A.3."""
    example = {"crv": "Ed25519", "kty": "OKP", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    assert thumbprint(example) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_two_programs_verify_the_real_site(site: Path, keys: Keys, tmp_path: Path) -> None:
    """What is published can be signed."""
    folder = tmp_path / "real"
    folder.mkdir()
    (folder / "manifest.json").write_bytes((site / "manifest.json").read_bytes())
    signing.sign(folder, keys.private)
    assert signing.faults(folder, keys.public) == []
    assert node(keys.public_jwk, [folder]) == ["valid"]


def test_a_site_of_any_size_is_signed(small: Path, keys: Keys) -> None:
    """A manifest of many megabytes is a manifest."""
    files = {f"en/{number}/index.html": jsontext.digest(b"") for number in range(50_000)}
    (small / "manifest.json").write_bytes(jsontext.dump({"files": files}))
    signing.sign(small, keys.private)
    assert signing.faults(small, keys.public) == []
    assert node(keys.public_jwk, [small]) == ["valid"]


@pytest.mark.parametrize("name", ["manifest.json", "manifest.json.jws"])
def test_no_byte_can_be_changed(small: Path, keys: Keys, name: str) -> None:
    """Both programs refuse every change of one byte, of the manifest and of the signature."""
    signing.sign(small, keys.private)
    original = (small / name).read_bytes()
    variants = copies(small, name, [original, *(each for each in changes(original) if each != original)])
    assert len(variants) > 1500
    python = [signing.faults(each, keys.public_jwk) for each in variants]
    assert python[0] == []
    assert all(len(each) == 1 for each in python[1:])
    answers = node(keys.public_jwk, variants)
    assert answers[0] == "valid"
    assert len(answers) == len(variants)
    assert all(each.startswith("refused: ") for each in answers[1:])


HEADER = {"alg": "Ed25519", "b64": False, "crit": ["b64"]}


def forged(small: Path, keys: Keys) -> dict[str, tuple[bytes, str]]:
    """Make signatures that must be refused, each with what is said of it."""
    manifest = (small / "manifest.json").read_bytes()
    named = HEADER | {"kid": thumbprint(keys.jwk)}
    other = Ed25519PrivateKey.generate()

    def token(header: Any, by: Callable[[bytes], bytes] = keys.key.sign, payload: bytes = manifest) -> bytes:
        head = base64url(json.dumps(header).encode())
        return f"{head}..{base64url(by(head.encode() + b'.' + payload))}".encode()

    def secret(key: bytes) -> Callable[[bytes], bytes]:
        return lambda data: hmac.digest(key, data, "sha512")  # as long as a signature of Ed25519

    encoded = base64url(manifest).encode()
    whole = base64url(json.dumps(HEADER).encode()).encode() + b"." + encoded
    algorithm, fields = "another algorithm than Ed25519", 'must have a "kid"'
    shape, key, fit = "not a signature without payload", "made with another key", "does not fit manifest.json"
    return {
        "none": (token(named | {"alg": "none"}, lambda _: bytes(64)), algorithm),
        "none and nothing": (token(named | {"alg": "none"}, lambda _: b""), shape),
        "HS256 by the public key": (token(named | {"alg": "HS256"}, secret(keys.public.read_bytes())), algorithm),
        "HS512 by the JWK": (token(named | {"alg": "HS512"}, secret(keys.public_jwk.read_bytes())), algorithm),
        "EdDSA": (token(named | {"alg": "EdDSA"}), algorithm),
        "small letters": (token(named | {"alg": "ed25519"}), algorithm),
        "a list": (token(named | {"alg": ["Ed25519"]}), algorithm),
        "no algorithm": (token({name: value for name, value in named.items() if name != "alg"}), algorithm),
        "another key": (token(HEADER | {"kid": thumbprint(jwk(other))}, other.sign), key),
        "another key under the same name": (token(named, other.sign), fit),
        "a key brought along": (token(named | {"jwk": jwk(other)}, other.sign), fields),
        "no name": (token(HEADER), fields),
        "encoded payload": (token(named | {"b64": True}, payload=encoded), fields),
        "b64 is nought": (token(named | {"b64": 0}), fields),
        "not critical": (token({name: value for name, value in named.items() if name != "crit"}), fields),
        "critical and unknown": (token(named | {"crit": ["b64", "exp"], "exp": 0}), fields),
        "critical twice": (token(named | {"crit": ["b64", "b64"]}), fields),
        "unknown": (token(named | {"exp": 0}), fields),
        "its own payload": (token(named, payload=b"{}").replace(b"..", b".e30."), shape),
        "whole": (whole + b"." + base64url(keys.key.sign(whole)).encode(), shape),
        "a list for a header": (token([named]), shape),
        "a text for a header": (token("alg"), shape),
        "deep": (base64url(b"[" * 40_000).encode() + b".." + b"A" * 86, shape),
        "not text": (base64url(b"\xff{}").encode() + b".." + b"A" * 86, shape),
        "empty": (b"", shape),
        "nothing": (b"..", shape),
        "bytes": (bytes(range(256)), shape),
        "huge": (b"A" * 10_000_000, shape),
    }


def test_no_other_signature_is_accepted(small: Path, keys: Keys) -> None:
    """A signature does not choose its algorithm, its key or its payload; both programs refuse alike."""
    cases = forged(small, keys)
    signing.sign(small, keys.private)
    variants = copies(small, "manifest.json.jws", [token for token, _ in cases.values()])
    for (name, (_, expected)), variant in zip(cases.items(), variants, strict=True):
        (said,) = signing.faults(variant, keys.public)
        assert expected in said, name
        assert "\n" not in said, name
    answers = dict(zip(cases, node(keys.public_jwk, variants), strict=True))
    assert [name for name, answer in answers.items() if not answer.startswith("refused: ")] == []


def test_another_key_is_refused(small: Path, keys: Keys, tmp_path: Path) -> None:
    """A site signed by somebody else is not the publisher's."""
    other = Keys(tmp_path / "others")
    signing.sign(small, other.private)
    assert signing.faults(small, keys.public) == [f"{small}/manifest.json.jws was made with another key"]
    assert node(keys.public_jwk, [small]) == ["refused: another key"]


def test_a_site_without_signature_is_told(small: Path, keys: Keys) -> None:
    """Nothing signed is not nothing wrong."""
    assert signing.faults(small, keys.public) == [f"{small} is not signed: it has no manifest.json.jws"]
    assert node(keys.public_jwk, [small]) == ["refused: no signature"]


LOCKED = form.BestAvailableEncryption(b"secret")
NOT_KEYS: dict[str, Callable[[Ed25519PrivateKey], bytes]] = {
    "empty": lambda _: b"",
    "bytes": lambda _: bytes(range(256)),
    "words": lambda _: b"PRIVATE PUBLIC CERTIFICATE",
    "half": lambda key: pem(key)[:60],
    "braces": lambda _: b"{",
    "no members": lambda _: b"{}",
    "deep": lambda _: b'{"a":' * 10_000,
    "list": lambda key: json.dumps([jwk(key)]).encode(),
    "set": lambda key: json.dumps({"keys": [jwk(key)]}).encode(),
    "numbers": lambda key: json.dumps(jwk(key) | {"x": 1}).encode(),
    "no curve": lambda key: json.dumps({"kty": "OKP", "x": jwk(key)["x"]}).encode(),
    "curve is a list": lambda key: json.dumps(jwk(key) | {"crv": []}).encode(),
    "short": lambda key: json.dumps(jwk(key) | {"x": "AAAA"}).encode(),
    "secret": lambda _: json.dumps({"kty": "oct", "k": "AAAA"}).encode(),
    "two halves": lambda key: json.dumps(jwk(key) | {"d": base64url(bytes(32))}).encode(),
    "to encrypt": lambda key: json.dumps(jwk(key) | {"use": "enc"}).encode(),
    "X25519": lambda _: pem(x25519.X25519PrivateKey.generate()),
    "Ed448": lambda _: pem(ed448.Ed448PrivateKey.generate()),
    "P-256": lambda _: pem(ec.generate_private_key(ec.SECP256R1())),
    "RSA": lambda _: pem(rsa.generate_private_key(65537, 2048)),
    "locked": lambda key: pem(key, LOCKED),
}


@pytest.mark.parametrize("kind", NOT_KEYS)
def test_what_is_no_key_gets_a_sentence(small: Path, keys: Keys, tmp_path: Path, kind: str) -> None:
    """Whatever file is given for a key, the answer is a sentence that names it."""
    signing.sign(small, keys.private)
    before = (small / "manifest.json.jws").read_bytes()
    bad = tmp_path / "bad"
    bad.write_bytes(NOT_KEYS[kind](keys.key))
    with pytest.raises(signing.SigningError) as raised:
        signing.sign(small, bad)
    said = str(raised.value)
    assert signing.faults(small, bad) == [said]
    assert said.startswith(f"{bad} ")
    assert ("locked with a passphrase" in said) == kind.startswith("locked")
    assert ("holds no Ed25519 key" in said) != kind.startswith("locked")
    assert (small / "manifest.json.jws").read_bytes() == before


def test_a_public_key_does_not_sign(small: Path, keys: Keys) -> None:
    """It says which one to give."""
    for key in (keys.public, keys.public_jwk):
        with pytest.raises(signing.SigningError, match="holds a public key; a site is signed with the private one"):
            signing.sign(small, key)


def test_files_that_cannot_be_read_get_a_sentence(small: Path, keys: Keys, tmp_path: Path) -> None:
    """Missing files, folders and links that lead nowhere are told by name."""
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "empty").mkdir()
    for key in (tmp_path / "none.pem", tmp_path / "empty", tmp_path / "loop"):
        with pytest.raises(signing.SigningError, match=str(key)):
            signing.sign(small, key)
        assert str(key) in "".join(signing.faults(small, key))
    for site in (tmp_path / "none", tmp_path / "empty", tmp_path / "loop", keys.private):
        with pytest.raises(signing.SigningError, match=f"{site}/manifest.json: "):
            signing.sign(site, keys.private)
        assert f"{site}/manifest.json: " in "".join(signing.faults(site, keys.public))
    (small / "manifest.json.jws").mkdir()
    with pytest.raises(signing.SigningError, match="is a directory"):
        signing.sign(small, keys.private)
    assert signing.faults(small, keys.public) == [f"{small}/manifest.json.jws: is a directory"]


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"{}", b'{"files": []}', b"[" * 100_000])
def test_what_is_no_manifest_is_not_signed(small: Path, keys: Keys, content: bytes) -> None:
    """Nothing but a published site is signed."""
    (small / "manifest.json").write_bytes(content)
    with pytest.raises(signing.SigningError, match="is not the manifest of a published site"):
        signing.sign(small, keys.private)
    assert not (small / "manifest.json.jws").exists()


@pytest.mark.parametrize("place", ["", "notice", "notice/facts", "keys/of/ours"])
def test_a_key_in_the_source_is_refused(small: Path, keys: Keys, project: Path, place: str) -> None:
    """A key in the source would be committed with it."""
    key = project / place / "key.pem"
    key.parent.mkdir(parents=True, exist_ok=True)
    key.write_bytes(keys.private.read_bytes())
    with pytest.raises(signing.SigningError, match=f"lies in the source of a notice \\({project}\\)"):
        signing.sign(small, key)
    assert not (small / "manifest.json.jws").exists()


def test_a_key_in_the_site_is_refused(small: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key in the site would be published, whichever way it is named."""
    inside = small / "en" / "key.pem"
    inside.parent.mkdir()
    inside.write_bytes(keys.private.read_bytes())
    outside = small.parent / "link.pem"
    outside.symlink_to(inside)
    (small / "link.pem").symlink_to(keys.private)
    (small / "keys").symlink_to(keys.private.parent)
    (small.parent / "alias").symlink_to(small)
    for key in (inside, outside, small / "link.pem", small / "keys/private.pem", small.parent / "alias/link.pem"):
        for site in (small, small.parent / "alias"):
            with pytest.raises(signing.SigningError, match="lies in the site"):
                signing.sign(site, key)
    monkeypatch.chdir(inside.parent)
    with pytest.raises(signing.SigningError, match="lies in the site"):
        signing.sign(small, inside.relative_to(inside.parent))
    assert not (small / "manifest.json.jws").exists()


def test_a_missing_extra_is_told(small: Path, keys: Keys) -> None:
    """Without the packages that sign, a sentence says how to get them; whatever else needs no signature runs."""
    program = f"""
import sys
from pathlib import Path
sys.modules["joserfc"] = None
from generator.publish import signing
site, key = Path({str(small)!r}), Path({str(keys.private)!r})
print(*signing.faults(site, key))
try:
    signing.sign(site, key)
except signing.SigningError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    one, two = run.stdout.splitlines()
    assert one == two
    assert one.endswith("pip install 'privacy-notice-generator[sign]'")
