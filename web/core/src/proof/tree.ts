import { concat, u16 } from '../bytes.js';
import { digestBytes, type Suite } from '../crypto/suite.js';
import type { PathStep } from '../gen/ledger/v1/proofs_pb.js';
import type { ProofFault } from './fault.js';

/** The state's tree (docs/spec/state.md §1–3). */
export const keyBytesMax = 256;
export const valueBytesMax = 65_536;
export const pathStepsMax = 2305;
export const pageEntriesMax = 1000;

/** The bits of a key's bit string: for each byte a one and its eight bits, at the end a zero; a bit past the end is zero. */
export function bitIsSet(key: Uint8Array, index: number): boolean {
  const byte = key[Math.floor(index / 9)];
  const within = index % 9;
  return byte !== undefined && (within === 0 || ((byte >> (8 - within)) & 1) === 1);
}

export const bitsOfKey = (key: Uint8Array) => 9 * key.length + 1;
export const bitsOfPrefix = (prefix: Uint8Array) => 9 * prefix.length;

/** The first bit in which two different keys differ. */
export function firstDifference(a: Uint8Array, b: Uint8Array): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) {
    at++;
  }
  let bit = 9 * at;
  while (bitIsSet(a, bit) === bitIsSet(b, bit)) {
    bit++;
  }
  return bit;
}

export function leafHash(suite: Suite, key: Uint8Array, valueHash: Uint8Array): Uint8Array {
  return suite.hash(Uint8Array.of(0), u16(key.length), key, valueHash);
}

export function branchHash(suite: Suite, bitIndex: number, left: Uint8Array, right: Uint8Array): Uint8Array {
  return suite.hash(concat(Uint8Array.of(1), u16(bitIndex)), left, right);
}

export const emptyHash = (suite: Suite) => suite.hash(Uint8Array.of(2));

/** What holds for every path: bit indexes strictly decrease from the leaf up and lie within the leaf's key; siblings are hashes. */
export function checkSteps(steps: PathStep[], leafKey: Uint8Array): ProofFault | null {
  if (steps.length > pathStepsMax) {
    return 'TooLong';
  }
  let bound = bitsOfKey(leafKey);
  for (const step of steps) {
    if (step.sibling.length !== digestBytes) {
      return 'HashSize';
    }
    if (step.bitIndex >= bound) {
      return 'StepOrder';
    }
    bound = step.bitIndex;
  }
  return null;
}

export function checkWitness(key: Uint8Array, valueHash: Uint8Array): ProofFault | null {
  if (key.length < 1 || key.length > keyBytesMax) {
    return 'KeySize';
  }
  return valueHash.length === digestBytes ? null : 'HashSize';
}
