import type { Suite } from '../crypto/suite.js';
import { utf8 } from '../bytes.js';

const tagBytes = 16;

/** A domain tag of docs/spec/encodings.md: ASCII, padded with zeros. */
function tag(name: string): Uint8Array {
  const padded = new Uint8Array(tagBytes);
  padded.set(utf8(`ledger/${name}/1`));
  return padded;
}

export const tags = {
  genesis: tag('genesis'),
  transaction: tag('tx'),
  block: tag('block'),
  vote: tag('vote'),
  validators: tag('valset'),
  validatorKey: tag('valkey'),
  certificate: tag('cert'),
  guaranteeCommitment: tag('gcommit'),
};

/** H(tag ‖ parts). */
export function taggedHash(suite: Suite, domain: Uint8Array, ...parts: Uint8Array[]): Uint8Array {
  return suite.hash(domain, ...parts);
}
