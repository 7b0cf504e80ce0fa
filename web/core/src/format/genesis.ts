import { fromJson } from '@bufbuild/protobuf';
import type { Suite } from '../crypto/suite.js';
import { suiteOf } from '../crypto/suite.js';
import { GenesisSchema, type Genesis } from '../gen/ledger/v1/genesis_pb.js';
import { Roster } from './roster.js';
import { tags, taggedHash } from './tags.js';

const bytesMax = 4 * 1024 * 1024;

/** A genesis file: who the consortium starts with. Its digest is the chain id. */
export interface GenesisFile {
  content: Genesis;
  chainId: Uint8Array;
  suite: Suite;
  validators: Roster;
}

/** Reads a genesis file's very bytes. @throws Error that says what is wrong with them. */
export function readGenesis(bytes: Uint8Array): GenesisFile {
  if (bytes.length > bytesMax) {
    throw new Error(`The genesis file has ${bytes.length} bytes; the most is ${bytesMax}.`);
  }
  const content = fromJson(GenesisSchema, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  const suite = suiteOf(content.suite);
  if (!suite) {
    throw new Error(`The genesis file names suite ${content.suite}; known are 1 (GUOMI) and 2 (INTERNATIONAL).`);
  }
  const validators = Roster.from(suite, content.validators);
  if (!validators) {
    throw new Error("The genesis file's validators are empty, out of order, or have a wrong id or power.");
  }
  return { content, suite, validators, chainId: taggedHash(suite, tags.genesis, bytes) };
}
