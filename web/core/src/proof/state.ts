import { equal } from '../bytes.js';
import { digestBytes, type Suite } from '../crypto/suite.js';
import type { StateProof } from '../gen/ledger/v1/proofs_pb.js';
import type { ProofFault } from './fault.js';
import { bitIsSet, branchHash, checkSteps, checkWitness, emptyHash, keyBytesMax, leafHash, valueBytesMax } from './tree.js';

/** Checks a proof of one key's presence or absence (docs/spec/state.md §4); null where it holds. The caller compares the key with the one asked for. */
export function checkStateProof(root: Uint8Array, proof: StateProof, suite: Suite): ProofFault | null {
  const fault = root.length === digestBytes ? checkShape(proof) : 'RootSize';
  if (fault) {
    return fault;
  }
  let top: Uint8Array;
  if (proof.present) {
    top = fold(proof.key, suite.hash(proof.value), proof, suite);
  } else if (proof.witnessKey.length > 0) {
    top = fold(proof.witnessKey, proof.witnessValueHash, proof, suite);
  } else {
    top = emptyHash(suite);
  }
  return equal(root, top) ? null : 'RootMismatch';
}

function checkShape(proof: StateProof): ProofFault | null {
  const { key, value, path, witnessKey, witnessValueHash } = proof;
  if (key.length < 1 || key.length > keyBytesMax) {
    return 'KeySize';
  }
  const witnessed = witnessKey.length > 0 || witnessValueHash.length > 0;
  if (proof.present) {
    return witnessed ? 'Ambiguous' : value.length > valueBytesMax ? 'ValueSize' : checkSteps(path, key);
  }
  if (value.length > 0) {
    return 'Ambiguous';
  }
  if (!witnessed) {
    return path.length === 0 ? null : 'Ambiguous';
  }
  const fault = checkWitness(witnessKey, witnessValueHash);
  if (fault) {
    return fault;
  }
  if (equal(witnessKey, key)) {
    return 'WitnessIsClaimed';
  }
  // Were the key in the tree, the witness's path would part from it at a branch; so there is none where both take the same way throughout.
  return checkSteps(path, witnessKey) ??
    (path.every((step) => bitIsSet(witnessKey, step.bitIndex) === bitIsSet(key, step.bitIndex)) ? null : 'WitnessElsewhere');
}

function fold(key: Uint8Array, valueHash: Uint8Array, proof: StateProof, suite: Suite): Uint8Array {
  return proof.path.reduce(
    (hash, { bitIndex, sibling }) =>
      bitIsSet(key, bitIndex) ? branchHash(suite, bitIndex, sibling, hash) : branchHash(suite, bitIndex, hash, sibling),
    leafHash(suite, key, valueHash));
}
