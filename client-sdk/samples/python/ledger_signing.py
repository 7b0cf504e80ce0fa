"""What a member's program needs to sign for Ledger: key files, SM3 over domain tags, SM2 (docs/spec of the project has every byte).

SM2 in plain Python takes some milliseconds and shows its timing: for a key that is worth something use a module that keeps it.
"""

import base64
import hashlib
import json
import secrets

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
USER_ID = b"1234567812345678"


def sm3(data):
    return hashlib.new("sm3", data).digest()


def tag(name):
    """A domain tag: 16 bytes (docs/spec/encodings.md)."""
    return name.encode().ljust(16, b"\0")


def tagged_hash(name, data):
    return sm3(tag(name) + data)


def add(one, other):
    if one is None or other is None:
        return one or other
    if one[0] == other[0]:
        if (one[1] + other[1]) % P == 0:
            return None
        slope = (3 * one[0] * one[0] + A) * pow(2 * one[1], -1, P) % P
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, P) % P
    x = (slope * slope - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def multiply(scalar, point):
    product = None
    for bit in bin(scalar)[2:]:
        product = add(product, product)
        if bit == "1":
            product = add(product, point)
    return product


def public_point(private_key):
    return multiply(private_key, G)


def digest_of(message, public):
    """What SM2 signs: SM3 over ZA, which names signer and curve, and the message (GB/T 32918.2)."""
    numbers = b"".join(number.to_bytes(32, "big") for number in (A, B, *G, *public))
    za = sm3((len(USER_ID) * 8).to_bytes(2, "big") + USER_ID + numbers)
    return int.from_bytes(sm3(za + message), "big")


def der_integer(number):
    content = number.to_bytes(number.bit_length() // 8 + 1, "big")
    return b"\x02" + bytes([len(content)]) + content


def sign(private_key, message):
    """An SM2 signature in strict DER."""
    e = digest_of(message, public_point(private_key))
    while True:
        k = secrets.randbelow(N - 1) + 1
        r = (e + multiply(k, G)[0]) % N
        s = pow(1 + private_key, -1, N) * (k - r * private_key) % N
        if r and s and r + k != N:
            content = der_integer(r) + der_integer(s)
            return b"\x30" + bytes([len(content)]) + content


def open_key_file(path, pin):
    """The private scalar of an SM2 key file (docs/spec/key-file.md). A wrong PIN raises InvalidTag."""
    with open(path, encoding="utf-8") as file:
        fields = json.load(file)
    if (fields["version"], fields["algorithm"]) != (2, "Sm2Sm3"):
        raise ValueError(f"{path}: version {fields['version']}, {fields['algorithm']}; this sample reads version 2, Sm2Sm3.")
    salt, nonce, public, ciphertext = (base64.b64decode(fields[name]) for name in ("salt", "nonce", "publicKey", "ciphertext"))
    key = hash_secret_raw(
        pin.encode(), salt, time_cost=fields["iterations"], memory_cost=fields["memoryKib"], parallelism=fields["lanes"],
        hash_len=32, type=Type.ID, version=19,
    )
    cost = (fields["memoryKib"], fields["iterations"], fields["lanes"])
    header = "\n".join(
        str(part)
        for part in (
            "ledger/key-file", 2, fields["algorithm"], fields["kdf"], *cost,
            salt.hex().upper(), fields["cipher"], nonce.hex().upper(), public.hex().upper(),
        )
    )
    return int.from_bytes(AESGCM(key).decrypt(nonce, ciphertext, header.encode()), "big")
