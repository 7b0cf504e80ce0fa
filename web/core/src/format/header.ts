import { digestBytes, type Suite } from '../crypto/suite.js';
import { tags, taggedHash } from './tags.js';

/** A header's length in the one format that there is. */
export const headerBytes = 280;

const version = 1;

/** A block header (docs/spec/encodings.md). Digests have 32 bytes; time is UTC milliseconds. */
export interface BlockHeader {
  chainId: Uint8Array;
  height: bigint;
  time: bigint;
  previous: Uint8Array;
  transactionsRoot: Uint8Array;
  receiptsRoot: Uint8Array;
  stateRoot: Uint8Array;
  historyRoot: Uint8Array;
  validatorsHash: Uint8Array;
  proposer: Uint8Array;
  ruleVersion: number;
}

/** The header; `newer` where the bytes name a later format, `malformed` where they are none. */
export function readHeader(bytes: Uint8Array): BlockHeader | 'newer' | 'malformed' {
  if (bytes.length < 4) {
    return 'malformed';
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) > version) {
    return 'newer';
  }
  const time = bytes.length === headerBytes ? view.getBigInt64(44) : -1n;
  if (view.getUint32(0) !== version || time < 0n) {
    return 'malformed';
  }
  const digest = (at: number) => bytes.slice(at, at + digestBytes);
  return {
    chainId: digest(4),
    height: view.getBigUint64(36),
    time,
    previous: digest(52),
    transactionsRoot: digest(84),
    receiptsRoot: digest(116),
    stateRoot: digest(148),
    historyRoot: digest(180),
    validatorsHash: digest(212),
    proposer: digest(244),
    ruleVersion: view.getUint32(276),
  };
}

export function headerHash(suite: Suite, bytes: Uint8Array): Uint8Array {
  return taggedHash(suite, tags.block, bytes);
}
