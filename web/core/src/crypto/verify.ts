import { sha256, sha384 } from '@noble/hashes/sha2.js';
import { concat, toHex, toNumber, u16, utf8 } from '../bytes.js';
import { Kept } from '../kept.js';
import { baseAndPoint, p256Curve, p384Curve, readPoint, sm2Curve, type Curve } from './curves.js';
import { readSignature } from './der.js';
import { sm3 } from './sm3.js';

/** Algorithms of signatures by their numbers in `ledger.v1` (docs/spec/transaction.md). */
export const algorithm = { sm2: 1, p256: 2, p384: 3, rsa: 4 } as const;

export type SignatureVerdict = 'good' | 'bad' | 'unsupported';

/** Of elliptic curves the lower s alone, as the chain itself asks of votes; certificates may have either. */
export interface SignatureRules {
  lowS: boolean;
}

type Points = ReturnType<typeof readPoint>;
const keys = new Kept<string, Points>(256);

/** Checks a signature over a message. Nothing that it is given makes it throw. RSA is `unsupported`: no page needs it yet. */
export function verify(
  number: number, publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array, rules: SignatureRules = { lowS: true },
): SignatureVerdict {
  switch (number) {
    case algorithm.sm2:
      return verdict(verifySm2(publicKey, message, signature));
    case algorithm.p256:
      return verdict(verifyEcdsa(p256Curve, publicKey, sha256(message), signature, rules));
    case algorithm.p384:
      return verdict(verifyEcdsa(p384Curve, publicKey, sha384(message), signature, rules));
    default:
      return 'unsupported';
  }
}

const verdict = (good: boolean): SignatureVerdict => (good ? 'good' : 'bad');

// The few keys of validators check thousands of votes: their points are read and their tables made once.
function pointOf(curve: Curve, publicKey: Uint8Array): Points {
  const name = `${curve.fieldBytes}:${curve === sm2Curve}:${toHex(publicKey)}`;
  const known = keys.get(name);
  if (known !== undefined) {
    return known;
  }
  const point = readPoint(curve, publicKey);
  keys.set(name, point);
  return point;
}

const inRange = (value: bigint, n: bigint) => value > 0n && value < n;

/** SM2 with SM3 and the default id (GB/T 32918.2-2016 §7, GB/T 35276). */
function verifySm2(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const { n } = sm2Curve;
  const q = pointOf(sm2Curve, publicKey);
  const read = readSignature(signature);
  if (!q || !read || !inRange(read.r, n) || !inRange(read.s, n)) {
    return false;
  }
  const t = (read.r + read.s) % n;
  if (t === 0n) {
    return false;
  }
  const e = toNumber(sm3(concat(identityDigest(publicKey), message)));
  const point = baseAndPoint(sm2Curve, read.s, q, t);
  return !point.is0() && (e + point.x) % n === read.r;
}

const identity = utf8('1234567812345678');

/** ZA: the id, the curve and the key, hashed. */
export function identityDigest(publicKey: Uint8Array): Uint8Array {
  const { a, b, Gx, Gy } = sm2Curve.Point.CURVE();
  const numbers = [a, b, Gx, Gy].map((value) => Uint8Array.from(value.toString(16).padStart(64, '0').match(/../g)!, (two) => Number.parseInt(two, 16)));
  return sm3(concat(u16(identity.length * 8), identity, ...numbers, publicKey.subarray(1)));
}

function verifyEcdsa(curve: Curve, publicKey: Uint8Array, digest: Uint8Array, signature: Uint8Array, rules: SignatureRules): boolean {
  const { n } = curve;
  const q = pointOf(curve, publicKey);
  const read = readSignature(signature);
  if (!q || !read || !inRange(read.r, n) || !inRange(read.s, n) || (rules.lowS && read.s > n >> 1n)) {
    return false;
  }
  const inverse = curve.Point.Fn.inv(read.s);
  const e = toNumber(digest);
  const point = baseAndPoint(curve, (e * inverse) % n, q, (read.r * inverse) % n);
  return !point.is0() && point.x % n === read.r;
}
