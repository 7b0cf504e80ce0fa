import { sha256 } from '@noble/hashes/sha2.js';
import { concat } from '../bytes.js';
import { sm3 } from './sm3.js';

/** A digest's length in both suites. */
export const digestBytes = 32;

/** The chain's own algorithms, fixed in genesis. */
export interface Suite {
  readonly number: 1 | 2;
  readonly name: 'GUOMI' | 'INTERNATIONAL';
  /** H of docs/spec/encodings.md, over the parts joined. */
  hash(...parts: Uint8Array[]): Uint8Array;
}

export const guomi: Suite = { number: 1, name: 'GUOMI', hash: (...parts) => sm3(concat(...parts)) };
export const international: Suite = { number: 2, name: 'INTERNATIONAL', hash: (...parts) => sha256(concat(...parts)) };

/** The suite of a genesis file's number; null for one that this program does not know. */
export function suiteOf(number: number): Suite | null {
  return number === 1 ? guomi : number === 2 ? international : null;
}
