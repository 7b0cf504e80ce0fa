#!/usr/bin/env python3
# 离线核验证据包。只需 Python 3.8 及以上，不需联网，不需安装任何软件。
# Verifies a bundle of evidence offline, with Python 3.8 or later and nothing else.
#
#   python3 verify.py                       核验本文件所在的文件夹 the folder that this file stands in
#   python3 verify.py FOLDER --chain ID     并要求链标识为 ID and the chain must be ID, known from a source of trust
#
# It is a second implementation of the chain's documented formats (docs/spec/encodings.md, finality.md, evidence.md)
# and shares no code with the ledger's programs: hashes and signatures are written out here.
import base64, hashlib, json, os, struct, sys

FORMAT = "ledger-evidence/1"

# --- SM3 (GB/T 32905) --------------------------------------------------------------------------------------------

def _rotl(x, n):
    n %= 32
    return ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF

def sm3(data):
    v = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    length = len(data) * 8
    data = data + b"\x80" + b"\x00" * ((55 - len(data)) % 64) + struct.pack(">Q", length)
    for i in range(0, len(data), 64):
        w = list(struct.unpack(">16I", data[i:i + 64]))
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ _rotl(w[j - 3], 15)
            w.append((x ^ _rotl(x, 15) ^ _rotl(x, 23)) ^ _rotl(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = v
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = _rotl((_rotl(a, 12) + e + _rotl(t, j)) & 0xFFFFFFFF, 7)
            ss2 = ss1 ^ _rotl(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & 0xFFFFFFFF & g)
            tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            a, b, c, d = tt1, a, _rotl(b, 9), c
            e, f, g, h = tt2 ^ _rotl(tt2, 9) ^ _rotl(tt2, 17), e, _rotl(f, 19), g
        v = [x ^ y for x, y in zip(v, (a, b, c, d, e, f, g, h))]
    return struct.pack(">8I", *v)

def sha256(data):
    return hashlib.sha256(data).digest()

# --- signatures --------------------------------------------------------------------------------------------------

class Curve:
    def __init__(self, p, a, b, n, gx, gy):
        self.p, self.a, self.b, self.n, self.g = p, a, b, n, (gx, gy)

    def holds(self, point):
        x, y = point
        return 0 <= x < self.p and 0 <= y < self.p and (y * y - (x * x * x + self.a * x + self.b)) % self.p == 0

    # Points as (X, Y, Z) with x = X/Z^2 and y = Y/Z^3, so that only the end needs a division; Z = 0 is the point at infinity.

    def double(self, point):
        x, y, z = point
        p = self.p
        if not z or not y:
            return 0, 1, 0
        yy, zz = y * y % p, z * z % p
        s, m = 4 * x * yy % p, (3 * x * x + self.a * zz * zz) % p
        u = (m * m - 2 * s) % p
        return u, (m * (s - u) - 8 * yy * yy) % p, 2 * y * z % p

    def add(self, one, two):
        p = self.p
        if not one[2]:
            return two
        if not two[2]:
            return one
        z1, z2 = one[2] * one[2] % p, two[2] * two[2] % p
        u1, u2 = one[0] * z2 % p, two[0] * z1 % p
        s1, s2 = one[1] * two[2] * z2 % p, two[1] * one[2] * z1 % p
        h, r = (u2 - u1) % p, (s2 - s1) % p
        if not h:
            return (0, 1, 0) if r else self.double(one)
        hh = h * h % p
        hhh, v = h * hh % p, u1 * hh % p
        x = (r * r - hhh - 2 * v) % p
        return x, (r * (v - x) - s1 * hhh) % p, h * one[2] * two[2] % p

    def sum_x(self, k, l, point):
        """The x of k times the base point plus l times another; None for the point at infinity."""
        base, other = (*self.g, 1), (*point, 1)
        both, result = self.add(base, other), (0, 1, 0)
        for bit in range(max(k.bit_length(), l.bit_length()) - 1, -1, -1):
            result = self.double(result)
            one, two = k >> bit & 1, l >> bit & 1
            if one or two:
                result = self.add(result, both if one and two else base if one else other)
        return result[0] * pow(result[2], self.p - 3, self.p) % self.p if result[2] else None

SM2 = Curve(
    0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF,
    0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC,
    0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93,
    0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123,
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)
P256 = Curve(
    0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF,
    0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFC,
    0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
    0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
P384 = Curve(
    0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFF0000000000000000FFFFFFFF,
    0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFF0000000000000000FFFFFFFC,
    0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
    0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
    0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7,
    0x3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F)

def der(data):
    """One DER value: its tag, its content, what follows."""
    length, at = data[1], 2
    if length & 0x80:
        count = length & 0x7F
        length, at = int.from_bytes(data[2:2 + count], "big"), 2 + count
    if at + length > len(data):
        raise ValueError("DER is cut")
    return data[0], data[at:at + length], data[at + length:]

def integers(signature):
    tag, content, rest = der(signature)
    if tag != 0x30 or rest:
        raise ValueError("no signature")
    _, r, content = der(content)
    _, s, content = der(content)
    if content:
        raise ValueError("no signature")
    return int.from_bytes(r, "big"), int.from_bytes(s, "big")

def point_of(curve, key):
    size = (curve.p.bit_length() + 7) // 8
    if len(key) != 1 + 2 * size or key[0] != 4:
        raise ValueError("no point")
    point = int.from_bytes(key[1:1 + size], "big"), int.from_bytes(key[1 + size:], "big")
    if not curve.holds(point):
        raise ValueError("not on the curve")
    return point

def sm2_verifies(key, message, signature):
    point, (r, s) = point_of(SM2, key), integers(signature)
    if not (0 < r < SM2.n and 0 < s < SM2.n):
        return False
    name = b"1234567812345678"
    numbers = b"".join(x.to_bytes(32, "big") for x in (SM2.a, SM2.b, SM2.g[0], SM2.g[1], point[0], point[1]))
    e = int.from_bytes(sm3(sm3(struct.pack(">H", len(name) * 8) + name + numbers) + message), "big")
    t = (r + s) % SM2.n
    x = SM2.sum_x(s, t, point) if t else None
    return x is not None and (e + x) % SM2.n == r

def ecdsa_verifies(curve, digest, key, signature):
    point, (r, s) = point_of(curve, key), integers(signature)
    if not (0 < r < curve.n and 0 < s < curve.n):
        return False
    w = pow(s, curve.n - 2, curve.n)
    e = int.from_bytes(digest, "big")
    x = curve.sum_x(e * w % curve.n, r * w % curve.n, point)
    return x is not None and x % curve.n == r

def rsa_verifies(key, message, signature):
    _, content, _ = der(key)
    _, modulus, content = der(content)
    _, exponent, _ = der(content)
    n, e = int.from_bytes(modulus, "big"), int.from_bytes(exponent, "big")
    size = (n.bit_length() + 7) // 8
    head = bytes.fromhex("3031300d060960864801650304020105000420")
    wanted = b"\x00\x01" + b"\xff" * (size - 3 - len(head) - 32) + b"\x00" + head + sha256(message)
    return len(signature) == size and pow(int.from_bytes(signature, "big"), e, n).to_bytes(size, "big") == wanted

def verifies(algorithm, key, message, signature):
    try:
        if algorithm == 1:
            return sm2_verifies(key, message, signature)
        if algorithm == 2:
            return ecdsa_verifies(P256, sha256(message), key, signature)
        if algorithm == 3:
            return ecdsa_verifies(P384, hashlib.sha384(message).digest(), key, signature)
        return algorithm == 4 and rsa_verifies(key, message, signature)
    except (ValueError, IndexError):
        return False

def key_of_certificate(certificate):
    """The public key as the chain encodes it: an elliptic curve's point, or PKCS #1's RSAPublicKey."""
    _, content, _ = der(certificate)
    _, body, _ = der(content)
    tag, _, rest = der(body)
    if tag == 0xA0:
        body = rest
    for _ in range(5):  # serial number, algorithm, issuer, validity, subject
        _, _, body = der(body)
    _, info, _ = der(body)
    _, _, bits = der(info)
    _, key, _ = der(bits)
    return key[1:]

# --- the chain's messages ----------------------------------------------------------------------------------------

def fields(data):
    """A protobuf message: numbers and values in their order."""
    at, found = 0, []
    def varint():
        nonlocal at
        value, shift = 0, 0
        while True:
            if at >= len(data) or shift > 63:
                raise ValueError("a message is cut")
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                return value
    while at < len(data):
        tag = varint()
        if tag & 7 == 0:
            found.append((tag >> 3, varint()))
        elif tag & 7 == 2:
            length = varint()
            if at + length > len(data):
                raise ValueError("a message is cut")
            found.append((tag >> 3, data[at:at + length]))
            at += length
        else:
            raise ValueError("no message of this chain")
    return found

def one(message, number, default=b""):
    values = [value for found, value in message if found == number]
    return values[-1] if values else default

def tagged(name):
    return name.encode().ljust(16, b"\x00")

class Chain:
    def __init__(self, suite, genesis):
        self.hash = sm3 if suite == 1 else sha256
        self.id = self.hash(tagged("ledger/genesis/1") + genesis)
        content = json.loads(genesis)
        self.validators = self.set_of([
            (int(v["algorithm"]), base64.b64decode(v["publicKey"]), int(v["power"])) for v in content["validators"]["validators"]])

    def set_of(self, validators):
        return {self.hash(tagged("ledger/valkey/1") + bytes([a]) + key): (a, key, power) for a, key, power in validators}

    def set_hash(self, validators):
        return self.hash(tagged("ledger/valset/1") + b"".join(
            id_ + struct.pack(">Q", validators[id_][2]) for id_ in sorted(validators)))

    def root(self, leaf, index, size, path):
        """RFC 6962: the root that a leaf and its audit path lead to."""
        node, last = self.hash(b"\x00" + leaf), size - 1
        if not 0 <= index < size:
            return None
        for sibling in path:
            if last == 0:
                return None
            if index % 2 or index == last:
                node = self.hash(b"\x01" + sibling + node)
                while index and not index % 2:
                    index, last = index >> 1, last >> 1
            else:
                node = self.hash(b"\x01" + node + sibling)
            index, last = index >> 1, last >> 1
        return node if last == 0 else None

class Wrong(Exception):
    pass

def need(condition, chinese, english):
    if not condition:
        raise Wrong(f"{chinese}  {english}")

def verify_block(chain, block, validators):
    headers = [base64.b64decode(header) for header in block["headers"]]
    need(headers and all(len(header) == 280 for header in headers), "区块头残缺", "a header is not whole")
    need(all(header[4:36] == chain.id for header in headers), "区块头属于另一条链", "a header is of another chain")
    header = headers[0]
    height = struct.unpack(">Q", header[36:44])[0]
    need(height == block["height"], "高度不符", "the height is another")
    hashes = [chain.hash(tagged("ledger/block/1") + header) for header in headers]
    for below, header_above in zip(hashes, headers[1:]):
        need(header_above[52:84] == below, "区块头不相连", "the headers do not follow one another")
    need("votes" in block, "该区块尚无法定多数证书，未终局", "no certificate covers the block: it is not final")
    need(headers[-1][212:244] == chain.set_hash(validators), "验证节点集合不符", "the validators are others")
    top = struct.unpack(">Q", headers[-1][36:44])[0]
    power, seen = 0, set()
    for vote in block["votes"]:
        id_ = bytes.fromhex(vote["validator"])
        need(id_ in validators and id_ not in seen, "投票者不是验证节点或重复", "a vote is no validator's, or twice")
        algorithm, key, weight = validators[id_]
        message = tagged("ledger/vote/1") + chain.id + struct.pack(">Q", top) + hashes[-1] + struct.pack(">Q", vote["time"])
        need(verifies(algorithm, key, message, base64.b64decode(vote["signature"])), "投票签名无效", "a vote's signature is not valid")
        seen.add(id_)
        power += weight
    need(3 * power > 2 * sum(v[2] for v in validators.values()), "投票不足三分之二", "the votes are no more than two thirds")
    return header, height

def verify_act(chain, header, act, certificates):
    transaction, receipt = base64.b64decode(act["transaction"]), base64.b64decode(act["receipt"])
    parts = fields(transaction)
    body, signature = one(parts, 1), fields(one(parts, 2))
    id_ = chain.hash(tagged("ledger/tx/1") + body)
    value = one(signature, 2)
    path = [bytes.fromhex(digest) for digest in act["transaction_path"]]
    need(chain.root(id_ + value, act["index"], act["size"], path) == header[84:116],
         "交易不在该区块中", "the transaction is not in the block")
    path = [bytes.fromhex(digest) for digest in act["receipt_path"]]
    need(chain.root(receipt, act["index"], act["size"], path) == header[116:148],
         "回执不在该区块中", "the receipt is not in the block")
    content = fields(body)
    need(one(content, 1) == chain.id, "交易属于另一条链", "the transaction is of another chain")
    signer = one(content, 4)
    certificate = certificates.get(signer)
    need(certificate is not None, "缺少签名者的证书", "the signer's certificate is missing")
    need(verifies(one(signature, 1, 0), key_of_certificate(certificate), tagged("ledger/tx/1") + id_, value),
         "交易签名无效", "the transaction's signature is not valid")
    outcome = fields(receipt)
    # An audit path alone fits several places in trees of several sizes: by its own index the receipt is this transaction's.
    need(one(outcome, 6, 0) == 1 and one(outcome, 7, 0) == act["index"],
         "回执不是该笔交易的", "the receipt is another transaction's")
    return id_, signer, one(outcome, 1, 0), [fields(value) for number, value in outcome if number == 4]

def new_validators(chain, events):
    for event in events:
        if one(event, 2) == b"membership/validators/current":
            rows = [fields(value) for number, value in fields(one(event, 3)) if number == 1]
            return chain.set_of([(one(row, 2, 0), one(row, 3), one(row, 4, 0)) for row in rows])
    return None

def beijing(ms):
    import datetime
    zone = datetime.timezone(datetime.timedelta(hours=8))
    return datetime.datetime.fromtimestamp(ms / 1000, zone).strftime("%Y-%m-%d %H:%M:%S +08:00")

def main(arguments):
    wanted = None
    if "--chain" in arguments:
        at = arguments.index("--chain")
        wanted = arguments[at + 1].lower() if at + 1 < len(arguments) else ""
        del arguments[at:at + 2]
    folder = arguments[0] if arguments else os.path.dirname(os.path.abspath(__file__))

    def read(name):
        with open(os.path.join(folder, *name.split("/")), "rb") as file:
            return file.read()

    try:
        # 1. every file is what the list says, and none is missing
        listed = {}
        for line in read("SHA256_SM3.txt").decode().splitlines():
            digests, name = line.split("  ", 1)
            need(".." not in name.split("/") and not name.startswith("/"), "清单中的路径越界", "a path of the list leaves the folder")
            listed[name] = digests.split(" ")
        for name, (first, second) in listed.items():
            content = read(name)
            need(sha256(content).hex() == first and sm3(content).hex() == second, f"{name} 的摘要不符", f"{name} has another digest")
        print(f"文件 {len(listed)} 个，SHA-256 与 SM3 均相符  {len(listed)} files with their digests")

        # 2. the chain
        evidence = json.loads(read("evidence.json"))
        need(evidence.get("format") == FORMAT, "格式不识", "the format is unknown")
        chain = Chain(evidence["suite"], read("genesis.json"))
        need(chain.id.hex() == evidence["chain_id"], "创世文件不是该链的", "the genesis file is not the chain's")
        if wanted is not None:
            need(chain.id.hex() == wanted, f"链标识是 {chain.id.hex()}，与给出的不同", "the chain is another than the one given")
        print(f"链标识 chain id {chain.id.hex()}" + ("" if wanted else "  （请向可信来源核对 check it with a source of trust）"))

        # 3. certificates are named by their digest
        certificates = {}
        for name in listed:
            if name.startswith("certificates/"):
                content = read(name)
                certificates[chain.hash(tagged("ledger/cert/1") + content)] = content

        # 4. blocks in their order; validators change only by what is proven
        validators, acts, texts = chain.validators, 0, []
        for block in sorted(evidence["blocks"], key=lambda one_: one_["height"]):
            header, height = verify_block(chain, block, validators)
            time = struct.unpack(">q", header[44:52])[0]
            version = struct.unpack(">I", header[276:280])[0]
            following = None
            for act in block["acts"]:
                id_, signer, code, events = verify_act(chain, header, act, certificates)
                following = new_validators(chain, events) or following
                acts += 1
                names = [one(event, 1).decode() for event in events]
                names = ", ".join(name if names.count(name) == 1 else f"{name} ×{names.count(name)}" for name in dict.fromkeys(names))
                texts.append((act["role"], f"{beijing(time)}  区块 {height} 交易 {act['index']}  规则版本 {version}  "
                              + (f"已完成 done: {names}" if code == 0 else f"被拒绝 refused: {code}") + f"\n    {id_.hex()} 签名证书 {signer.hex()}"))
            validators = following or validators
        print(f"区块 {len(evidence['blocks'])} 个终局，交易 {acts} 笔：签名、回执、收录与法定多数证书均有效")
        print(f"{len(evidence['blocks'])} blocks are final; signatures, receipts, inclusion and votes of {acts} transactions hold\n")
        for role, text in texts:
            print({"subject": "", "certificate": "[证书 certificate] ", "validators": "[验证节点 validators] "}.get(role, "? ") + text)

        # 5. originals: whether the chain names their digest
        proven = b"".join(base64.b64decode(act[part]) for block in evidence["blocks"] for act in block["acts"]
                          for part in ("transaction", "receipt"))
        for name in sorted(listed):
            if name.startswith("files/"):
                content = read(name)
                found = [label for label, digest in (("SM3", sm3(content)), ("SHA-256", sha256(content))) if digest in proven]
                print(f"原件 {name}: " + (f"其 {found[0]} 摘要载于上述交易  its digest is in these transactions" if found
                                        else "其摘要未见于上述交易  its digest is in none of these transactions"))
        print("\n核验通过 VERIFIED")
        return 0
    except Wrong as error:
        print(f"\n核验未通过 NOT VERIFIED: {error}")
    except (OSError, ValueError, KeyError, IndexError, TypeError, struct.error) as error:
        print(f"\n核验未通过：证据包残缺 NOT VERIFIED, the bundle is not whole: {type(error).__name__}: {error}")
    return 1

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
