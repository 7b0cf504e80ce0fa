import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex, utf8 } from '../src/bytes.js';
import { p256 } from '@noble/curves/nist.js';
import { sm3 } from '../src/crypto/sm3.js';
import { algorithm, verify } from '../src/crypto/verify.js';

// GB/T 32905-2016, annex A; the second message has exactly one block.
describe('SM3', () => {
  it.each([
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ])('of %s', (message, digest) => {
    expect(toHex(sm3(utf8(message)))).toBe(digest);
  });
});

// GB/T 32918.5-2017, annex A.2.
const key = fromHex('0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13')!;
const r = 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3';
const s = 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa';
const n = 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123';
const message = utf8('message digest');
const der = (first: string, second: string) => fromHex(`3046022100${first}022100${second}`)!;
const good = der(r, s);

describe('SM2', () => {
  it("takes the standard's own example", () => {
    expect(verify(algorithm.sm2, key, message, good)).toBe('good');
  });

  it('takes nothing with one bit flipped, in signature, message or key', () => {
    for (let bit = 0; bit < good.length * 8; bit++) {
      expect(verify(algorithm.sm2, key, message, flip(good, bit)), `signature bit ${bit}`).toBe('bad');
    }
    for (let bit = 0; bit < message.length * 8; bit++) {
      expect(verify(algorithm.sm2, key, flip(message, bit), good), `message bit ${bit}`).toBe('bad');
    }
    for (let bit = 0; bit < key.length * 8; bit += 7) {
      expect(verify(algorithm.sm2, flip(key, bit), message, good), `key bit ${bit}`).toBe('bad');
    }
  });

  it.each([
    ['trailing bytes', concat(good, Uint8Array.of(0))],
    ['no bytes', new Uint8Array(0)],
    ['a long length', concat(Uint8Array.of(0x30, 0x81, 0x46), good.subarray(2))],
    ['r zero', der('00'.repeat(32), s)],
    ['s zero', der(r, '00'.repeat(32))],
    ['r beyond the order', der(toHex(fromHex((BigInt(`0x${r}`) + BigInt(`0x${n}`)).toString(16).padStart(64, '0').slice(-64))!), s)],
    ['r the order', der(n, s)],
    ['r and s changed over', der(s, r)],
    ['raw bytes', fromHex(r + s)!],
  ])('refuses %s', (_, signature) => {
    expect(verify(algorithm.sm2, key, message, signature)).toBe('bad');
  });

  it.each([
    ['off the curve', concat(key.subarray(0, 64), Uint8Array.of(key[64]! ^ 1))], ['compressed', concat(Uint8Array.of(3), key.subarray(1, 33))], ['none', new Uint8Array(0)],
    ['a coordinate beyond the field', concat(Uint8Array.of(4), new Uint8Array(32).fill(0xff), key.subarray(33))],
  ])('refuses a key %s', (_, bad) => {
    expect(verify(algorithm.sm2, bad, message, good)).toBe('bad');
  });
});

describe('P-256', () => {
  const secret = new Uint8Array(32).fill(7);
  const publicKey = p256.getPublicKey(secret, false);
  const low = p256.sign(message, secret, { lowS: true, format: 'der' });
  const order = p256.Point.Fn.ORDER;

  it('takes the lower s, and the higher one only where it may', () => {
    const read = p256.Signature.fromBytes(low, 'der');
    const high = new p256.Signature(read.r, order - read.s).toBytes('der');
    expect(verify(algorithm.p256, publicKey, message, low)).toBe('good');
    expect(verify(algorithm.p256, publicKey, message, high)).toBe('bad');
    expect(verify(algorithm.p256, publicKey, message, high, { lowS: false })).toBe('good');
  });

  it('takes nothing with one bit flipped', () => {
    for (let bit = 0; bit < low.length * 8; bit++) {
      expect(verify(algorithm.p256, publicKey, message, flip(low, bit)), `bit ${bit}`).toBe('bad');
    }
  });
});

it('says of an algorithm that it does not know that it does not know it', () => {
  expect(verify(algorithm.rsa, key, message, good)).toBe('unsupported');
  expect(verify(77, key, message, good)).toBe('unsupported');
});

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = bytes.slice();
  flipped[bit >> 3]! ^= 1 << (bit & 7);
  return flipped;
}
