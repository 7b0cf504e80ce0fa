"""A second reading of docs/spec/witness.md: a log's folder, and notes cosigned by witnesses. Python alone, no packages.

log.py vectors SPEC            the vectors of the specification, made again from their seeds
log.py log FOLDER VKEY         the folder's tiles and entries make its checkpoint, which the log's key signed
log.py cosigned NOTE VKEY      a witness's cosignature
"""
import base64
import hashlib
import os
import re
import struct
import sys

# Ed25519 by RFC 8032, section 5.1, in affine-free coordinates.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e, f = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    g, h = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    i, j, k, m = f - e, h - g, h + g, f + e
    return i * j % P, k * m % P, j * k % P, i * m % P


def times(n, point):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = add(result, point)
        point, n = add(point, point), n >> 1
    return result


def recover(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    assert (x * x - x2) % P == 0, "not a point"
    return P - x if x & 1 != sign else x


def point_of(data):
    n = int.from_bytes(data, "little")
    y, sign = n & (2**255 - 1), n >> 255
    x = recover(y, sign)
    return x, y, 1, x * y % P


def encode(point):
    x, y, z, _ = point
    inverse = pow(z, P - 2, P)
    return ((y * inverse % P) | ((x * inverse % P & 1) << 255)).to_bytes(32, "little")


BY = 4 * pow(5, P - 2, P) % P
B = (recover(BY, 0), BY, 1, recover(BY, 0) * BY % P)


def h512(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % L


def secret_of(seed):
    digest = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], "little") & ((1 << 254) - 8) | 1 << 254
    return scalar, digest[32:]


def public_of(seed):
    return encode(times(secret_of(seed)[0], B))


def sign(seed, message):
    scalar, prefix = secret_of(seed)
    r = h512(prefix, message)
    point = encode(times(r, B))
    return point + ((r + h512(point, public_of(seed), message) * scalar) % L).to_bytes(32, "little")


def verifies(key, message, signature):
    s = int.from_bytes(signature[32:], "little")
    left = times(s, B)
    right = add(point_of(signature[:32]), times(h512(signature[:32], key, message), point_of(key)))
    return len(signature) == 64 and s < L and encode(left) == encode(right)


# Notes.
def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def key_id(name, kind, key):
    return sha(name.encode(), b"\n", bytes([kind]), key)[:4]


def read_vkey(text):
    name, ident, encoded = text.split("+", 2)
    raw = base64.b64decode(encoded, validate=True)
    assert key_id(name, raw[0], raw[1:]).hex() == ident, "the key's id"
    return name, raw[0], raw[1:]


def read_note(data):
    text, _, lines = data.decode().rpartition("\n\n")
    text += "\n"
    found = []
    for line in lines.splitlines():
        dash, name, encoded = line.split(" ")
        assert dash == "\u2014"
        found.append((name, base64.b64decode(encoded, validate=True)))
    return text, found


def signature_of(note, vkey):
    name, kind, key = read_vkey(vkey)
    wanted = key_id(name, kind, key)
    matching = [raw[4:] for who, raw in note[1] if who == name and raw[:4] == wanted]
    assert len(matching) == 1, "one signature of the key"
    return kind, key, matching[0]


def cosigned_message(text, time):
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def check_signature(note, vkey):
    kind, key, value = signature_of(note, vkey)
    message = note[0].encode()
    if kind == 4:
        time = struct.unpack(">Q", value[:8])[0]
        message, value = cosigned_message(note[0], time), value[8:]
    assert verifies(key, message, value), "the signature"


# Trees by RFC 6962, section 2.1: the definition, not the algorithm.
def root_of(leaves):
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha(b"\x01", root_of(leaves[:split]), root_of(leaves[split:]))


def index_path(index):
    text = f"{index % 1000:03d}"
    while index := index // 1000:
        text = f"x{index % 1000:03d}/{text}"
    return text


def tile(folder, level, index, width):
    name = f"tile/{level}/{index_path(index)}" + ("" if width == 256 else f".p/{width}")
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def check_log(folder, vkey):
    with open(os.path.join(folder, "checkpoint"), "rb") as file:
        note = read_note(file.read())
    check_signature(note, vkey)
    origin, size, root, end = note[0].split("\n")
    size = int(size)
    assert end == "" and vkey.startswith(origin + "+")
    entries = b""
    for index in range((size + 255) // 256):
        entries += tile(folder, "entries", index, min(256, size - 256 * index))
    headers = []
    while entries:
        length = struct.unpack(">H", entries[:2])[0]
        headers.append(entries[2:2 + length])
        entries = entries[2 + length:]
    leaves = [sha(b"\x00", header) for header in headers]
    assert len(leaves) == size and root_of(leaves) == base64.b64decode(root), "the root"
    level, hashes = 0, leaves
    while hashes:
        for start in range(0, len(hashes), 256):
            part = hashes[start:start + 256]
            assert tile(folder, level, start // 256, len(part)) == b"".join(part), f"tile {level}/{start // 256}"
        hashes = [root_of(hashes[start:start + 256]) for start in range(0, len(hashes) - 255, 256)]
        level += 1
    print(f"ok {size} {headers[-1].hex()}")


def check_vectors(path):
    with open(path, encoding="utf-8") as file:
        spec = dict(re.findall(r"^    vector: (.+?) = (.+)$", file.read(), re.M))
    text = "\n".join(spec[f"note line {number}"] for number in (1, 2, 3)) + "\n"
    seed, time = bytes.fromhex(spec["seed"]), int(spec["time"])
    name = spec["name"]
    vkey = f"{name}+{key_id(name, 4, public_of(seed)).hex()}+{base64.b64encode(bytes([4]) + public_of(seed)).decode()}"
    assert vkey == spec["witness key"], vkey
    value = struct.pack(">Q", time) + sign(seed, cosigned_message(text, time))
    line = f"\u2014 {name} {base64.b64encode(key_id(name, 4, public_of(seed)) + value).decode()}"
    assert line == spec["cosignature"], line
    origin = spec["note line 1"]
    assert key_id(origin, 0xFF, b"ledger/quorum/1").hex() == spec["quorum line's key id"]
    leaves = [sha(b"\x00", bytes([number]) * 32) for number in (1, 2, 3)]
    assert base64.b64encode(root_of(leaves)).decode() == spec["note line 3"]
    print("ok vectors")


def main(args):
    if args[0] == "vectors":
        check_vectors(args[1])
    elif args[0] == "log":
        check_log(args[1], args[2])
    else:
        with open(args[1], "rb") as file:
            check_signature(read_note(file.read()), args[2])
        print("ok cosigned")


main(sys.argv[1:])
