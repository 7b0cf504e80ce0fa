import { compare, equal, startsWith } from '../bytes.js';
import { digestBytes, type Suite } from '../crypto/suite.js';
import type { PathStep, PrefixProof, StateEntry } from '../gen/ledger/v1/proofs_pb.js';
import type { ProofFault } from './fault.js';
import {
  bitIsSet, bitsOfPrefix, branchHash, checkSteps, checkWitness, emptyHash, firstDifference, keyBytesMax, leafHash, pageEntriesMax, valueBytesMax,
} from './tree.js';

/** What a list's proof proves where it holds: no other key lies between the entries, before the first, after the last. */
export interface ListVerdict {
  fault: ProofFault | null;
  fromStart: boolean;
  toEnd: boolean;
}

/** Checks a proof of the keys under a prefix (docs/spec/state.md §5). The caller compares the prefix with the one asked for. */
export function checkListProof(root: Uint8Array, proof: PrefixProof, suite: Suite): ListVerdict {
  if (root.length !== digestBytes) {
    return refused('RootSize');
  }
  if (proof.prefix.length > keyBytesMax) {
    return refused('KeySize');
  }
  const witnessed = proof.witnessKey.length > 0 || proof.witnessValueHash.length > 0;
  if (proof.entries.length === 0) {
    const fault = checkNone(root, proof, witnessed, suite);
    return { fault, fromStart: !fault, toEnd: !fault };
  }
  if (witnessed) {
    return refused('Ambiguous');
  }
  const first = proof.entries[0]!.key;
  const last = proof.entries[proof.entries.length - 1]!.key;
  const fault = checkEntries(proof) ?? checkSteps(proof.before, first) ?? checkSteps(proof.after, last);
  if (fault) {
    return refused(fault);
  }
  const leaves = proof.entries.map((entry) => leafHash(suite, entry.key, valueHash(entry, suite)));
  // A branch within the prefix's own bits has keys of other prefixes on its other side; a deeper one has keys of this prefix there.
  const bits = bitsOfPrefix(proof.prefix);
  return {
    fault: matches(root, proof.entries.map((entry) => entry.key), leaves, proof, suite),
    fromStart: proof.before.every((step) => step.bitIndex < bits),
    toEnd: proof.after.every((step) => step.bitIndex < bits),
  };
}

const refused = (fault: ProofFault): ListVerdict => ({ fault, fromStart: false, toEnd: false });

function valueHash({ content }: StateEntry, suite: Suite): Uint8Array {
  return content.case === 'valueHash' ? content.value : suite.hash(content.value!);
}

function checkEntries({ entries, prefix }: PrefixProof): ProofFault | null {
  if (entries.length > pageEntriesMax) {
    return 'TooLong';
  }
  for (const [i, { key, content }] of entries.entries()) {
    if (key.length < 1 || key.length > keyBytesMax) {
      return 'KeySize';
    }
    if (content.case === undefined) {
      return 'Ambiguous';
    }
    if (content.case === 'value' ? content.value.length > valueBytesMax : content.value.length !== digestBytes) {
      return content.case === 'value' ? 'ValueSize' : 'HashSize';
    }
    if (!startsWith(key, prefix) || (i > 0 && compare(entries[i - 1]!.key, key) >= 0)) {
      return 'EntryOrder';
    }
  }
  return null;
}

// No key has the prefix: a leaf in its place, whose way never parts from the prefix's.
function checkNone(root: Uint8Array, proof: PrefixProof, witnessed: boolean, suite: Suite): ProofFault | null {
  const { prefix, before, after, witnessKey } = proof;
  if (!witnessed) {
    return before.length + after.length > 0 ? 'Ambiguous' : equal(root, emptyHash(suite)) ? null : 'RootMismatch';
  }
  const fault = checkWitness(witnessKey, proof.witnessValueHash) ??
    (startsWith(witnessKey, prefix) ? 'WitnessIsClaimed' : null) ?? checkSteps(before, witnessKey) ?? checkSteps(after, witnessKey);
  if (fault) {
    return fault;
  }
  const bits = bitsOfPrefix(prefix);
  const parts = [...before, ...after].some(
    ({ bitIndex }) => bitIndex < bits && bitIsSet(prefix, bitIndex) !== bitIsSet(witnessKey, bitIndex));
  return parts ? 'WitnessElsewhere' : matches(root, [witnessKey], [leafHash(suite, witnessKey, proof.witnessValueHash)], proof, suite);
}

/**
 * Rebuilds the root from neighbouring leaves and the subtrees outside them. Between two neighbours stands exactly the branch of the first bit in
 * which they differ: a tree in which anything lies between them has another root.
 */
function matches(
  root: Uint8Array, keys: Uint8Array[], leaves: Uint8Array[], { before, after }: { before: PathStep[]; after: PathStep[] }, suite: Suite,
): ProofFault | null {
  const last = keys[keys.length - 1]!;
  if (before.some((step) => !bitIsSet(keys[0]!, step.bitIndex)) || after.some((step) => bitIsSet(last, step.bitIndex))) {
    return 'StepDirection';
  }
  // The branches that still wait for their right side; their bit indexes strictly increase upwards.
  const open = [...before].reverse().map(({ bitIndex, sibling }) => ({ bitIndex, left: sibling }));
  const closeBelow = (bitIndex: number, hash: Uint8Array) => {
    while (open.length > 0 && open[open.length - 1]!.bitIndex > bitIndex) {
      const branch = open.pop()!;
      hash = branchHash(suite, branch.bitIndex, branch.left, hash);
    }
    return hash;
  };
  let hash = leaves[0]!;
  for (let i = 1; i < leaves.length; i++) {
    const bitIndex = firstDifference(keys[i - 1]!, keys[i]!);
    hash = closeBelow(bitIndex, hash);
    if (open[open.length - 1]?.bitIndex === bitIndex) {
      return 'StepOrder';
    }
    open.push({ bitIndex, left: hash });
    hash = leaves[i]!;
  }
  for (const { bitIndex, sibling } of after) {
    hash = closeBelow(bitIndex, hash);
    if (open[open.length - 1]?.bitIndex === bitIndex) {
      return 'StepOrder';
    }
    hash = branchHash(suite, bitIndex, hash, sibling);
  }
  return equal(root, closeBelow(-1, hash)) ? null : 'RootMismatch';
}
