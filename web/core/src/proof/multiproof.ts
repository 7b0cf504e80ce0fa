import { equal } from '../bytes.js';
import { digestBytes, type Suite } from '../crypto/suite.js';
import type { StateEntry, StateMultiproof } from '../gen/ledger/v1/proofs_pb.js';
import type { ProofFault } from './fault.js';
import { bitIsSet, branchHash, keyBytesMax, leafHash, pathStepsMax, valueBytesMax } from './tree.js';

const nodesMax = 16_384;

type Node = { branch: number; left: Node; right: Node } | { subtree: Uint8Array } | { leaf: StateEntry };

class Unreadable extends Error {
  constructor(readonly fault: ProofFault) {
    super(fault);
  }
}

/** The part of a state that a multiproof has proven (docs/spec/state.md §8). */
export class ProvenState {
  private constructor(private readonly root: Node) {}

  /** What the proof proves of a state with this root, or why it proves nothing. */
  static from(root: Uint8Array, proof: StateMultiproof, suite: Suite): ProvenState | ProofFault {
    if (root.length !== digestBytes) {
      return 'RootSize';
    }
    try {
      const tree = read(proof);
      return equal(hashOf(tree, suite), root) ? new ProvenState(tree) : 'RootMismatch';
    } catch (e) {
      if (e instanceof Unreadable) {
        return e.fault;
      }
      throw e;
    }
  }

  /** The key's value; null where it is proven absent; undefined where nothing is proven of it. */
  find(key: Uint8Array): Uint8Array | null | undefined {
    let at = this.root;
    while ('branch' in at) {
      at = bitIsSet(key, at.branch) ? at.right : at.left;
    }
    if ('subtree' in at) {
      return undefined;
    }
    if (!equal(at.leaf.key, key)) {
      return null;
    }
    return at.leaf.content.case === 'value' ? at.leaf.content.value : undefined;
  }
}

// Every item of every list is used, and no branch lies at or above the one over it.
function read(proof: StateMultiproof): Node {
  if (proof.shape.length > nodesMax) {
    throw new Unreadable('TooLong');
  }
  let [node, branch, subtree, leaf] = [0, 0, 0, 0];
  const readNode = (bitIndexMin: number): Node => {
    switch (proof.shape[node++]) {
      case 0: {
        const bitIndex = proof.bitIndexes[branch++];
        if (bitIndex === undefined) {
          throw new Unreadable('Missing');
        }
        if (bitIndex < bitIndexMin || bitIndex >= pathStepsMax) {
          throw new Unreadable('StepOrder');
        }
        return { branch: bitIndex, left: readNode(bitIndex + 1), right: readNode(bitIndex + 1) };
      }
      case 1: {
        const hash = proof.hashes.subarray(digestBytes * subtree, digestBytes * ++subtree);
        if (hash.length !== digestBytes) {
          throw new Unreadable('HashSize');
        }
        return { subtree: hash };
      }
      case 2: {
        const entry = proof.leaves[leaf++];
        const fault = entry ? checkLeaf(entry) : 'Missing';
        if (fault) {
          throw new Unreadable(fault);
        }
        return { leaf: entry! };
      }
      case undefined:
        throw new Unreadable('Missing');
      default:
        throw new Unreadable('Ambiguous');
    }
  };
  const tree = readNode(0);
  const allUsed = node === proof.shape.length && branch === proof.bitIndexes.length && leaf === proof.leaves.length &&
    subtree * digestBytes === proof.hashes.length;
  if (!allUsed) {
    throw new Unreadable('Ambiguous');
  }
  return tree;
}

function checkLeaf({ key, content }: StateEntry): ProofFault | null {
  if (key.length < 1 || key.length > keyBytesMax) {
    return 'KeySize';
  }
  switch (content.case) {
    case 'value':
      return content.value.length > valueBytesMax ? 'ValueSize' : null;
    case 'valueHash':
      return content.value.length === digestBytes ? null : 'HashSize';
    default:
      return 'Ambiguous';
  }
}

function hashOf(node: Node, suite: Suite): Uint8Array {
  if ('subtree' in node) {
    return node.subtree;
  }
  if ('branch' in node) {
    return branchHash(suite, node.branch, hashOf(node.left, suite), hashOf(node.right, suite));
  }
  const { key, content } = node.leaf;
  return leafHash(suite, key, content.case === 'valueHash' ? content.value : suite.hash(content.value!));
}
