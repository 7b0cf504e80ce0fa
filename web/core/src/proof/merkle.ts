import { equal } from '../bytes.js';
import { digestBytes, type Suite } from '../crypto/suite.js';
import type { MerkleProof } from '../gen/ledger/v1/proofs_pb.js';
import type { ProofFault } from './fault.js';

const pathStepsMax = 64;
const zero = Uint8Array.of(0);
const one = Uint8Array.of(1);

const merkleLeaf = (suite: Suite, content: Uint8Array) => suite.hash(zero, content);
const node = (suite: Suite, left: Uint8Array, right: Uint8Array) => suite.hash(one, left, right);

/** The root of a tree of RFC 6962 over these leaves' contents. */
export function merkleRoot(suite: Suite, contents: Uint8Array[]): Uint8Array {
  if (contents.length === 0) {
    return suite.hash();
  }
  let level = contents.map((content) => merkleLeaf(suite, content));
  while (level.length > 1) { // an odd one out is carried up, which is RFC 6962's largest power of two below
    const next: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2) {
      next.push(i + 1 < level.length ? node(suite, level[i]!, level[i + 1]!) : level[i]!);
    }
    level = next;
  }
  return level[0]!;
}

/** Whether the content is a leaf under the root where a way with the side of each neighbour leads (docs/spec/passport.md, The file). */
export function sidedPathHolds(root: Uint8Array, content: Uint8Array, { path, left }: { path: Uint8Array; left: bigint }, suite: Suite): boolean {
  const steps = path.length / digestBytes;
  if (!Number.isInteger(steps) || steps > pathStepsMax || left >> BigInt(steps) !== 0n) {
    return false;
  }
  let hash = merkleLeaf(suite, content);
  for (let step = 0; step < steps; step++) {
    const neighbour = path.subarray(digestBytes * step, digestBytes * (step + 1));
    hash = (left >> BigInt(step)) & 1n ? node(suite, neighbour, hash) : node(suite, hash, neighbour);
  }
  return equal(hash, root);
}

/** Checks an audit path (RFC 9162 §2.1.3.2); null where the content is the leaf at the proof's index in a tree of its size with this root. */
export function checkMerkleProof(root: Uint8Array, content: Uint8Array, proof: MerkleProof, suite: Suite): ProofFault | null {
  if (proof.index >= proof.size) {
    return 'IndexOutOfTree';
  }
  if (proof.path.length > pathStepsMax) {
    return 'TooLong';
  }
  let index = proof.index;
  let last = proof.size - 1n;
  let hash = merkleLeaf(suite, content);
  for (const step of proof.path) {
    if (step.length !== digestBytes) {
      return 'HashSize';
    }
    if (last === 0n) {
      return 'TooLong';
    }
    if ((index & 1n) === 1n || index === last) {
      hash = node(suite, step, hash);
      while ((index & 1n) === 0n && index !== 0n) { // carried up, without a right neighbour, until it is a right child itself
        index >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = node(suite, hash, step);
    }
    index >>= 1n;
    last >>= 1n;
  }
  return last === 0n && equal(hash, root) ? null : 'RootMismatch';
}
