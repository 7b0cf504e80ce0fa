import { concat, u64 } from '../bytes.js';

/** SM3 (GB/T 32905-2016): 32 bytes. */
export function sm3(message: Uint8Array): Uint8Array {
  const state = Uint32Array.of(
    0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e);
  const whole = message.length - (message.length % 64);
  const words = new Uint32Array(68);
  for (let at = 0; at < whole; at += 64) {
    compress(state, message, at, words);
  }
  const rest = message.subarray(whole);
  const zeros = new Uint8Array((rest.length < 56 ? 55 : 119) - rest.length);
  const tail = concat(rest, Uint8Array.of(0x80), zeros, u64(BigInt(message.length) * 8n));
  for (let at = 0; at < tail.length; at += 64) {
    compress(state, tail, at, words);
  }
  const digest = new Uint8Array(32);
  const view = new DataView(digest.buffer);
  state.forEach((word, i) => view.setUint32(4 * i, word));
  return digest;
}

const rounds = Uint32Array.from({ length: 64 }, (_, j) => rotate(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32));

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function compress(state: Uint32Array, message: Uint8Array, at: number, w: Uint32Array): void {
  for (let j = 0; j < 16; j++, at += 4) {
    w[j] = (message[at]! << 24) | (message[at + 1]! << 16) | (message[at + 2]! << 8) | message[at + 3]!;
  }
  for (let j = 16; j < 68; j++) {
    const x = w[j - 16]! ^ w[j - 9]! ^ rotate(w[j - 3]!, 15);
    w[j] = x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(w[j - 13]!, 7) ^ w[j - 6]!;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let j = 0; j < 64; j++) {
    const a12 = rotate(a, 12);
    const ss1 = rotate((a12 + e + rounds[j]!) | 0, 7);
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ a12) + (w[j]! ^ w[j + 4]!)) | 0;
    const tt2 = (gg + h + ss1 + w[j]!) | 0;
    d = c;
    c = rotate(b, 9);
    b = a;
    a = tt1;
    h = g;
    g = rotate(f, 19);
    f = e;
    e = tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17);
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i]! ^= word));
}
