import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { compare, concat, utf8 } from '../src/bytes.js';
import { guomi, international } from '../src/crypto/suite.js';
import { voteBytes } from '../src/format/certificate.js';
import { headerBytes, headerHash, readHeader } from '../src/format/header.js';
import { Roster } from '../src/format/roster.js';
import { tags, taggedHash } from '../src/format/tags.js';
import { readTransaction } from '../src/format/transaction.js';
import { ValidatorSetSchema } from '../src/gen/ledger/v1/block_pb.js';
import { merkleRoot } from '../src/proof/merkle.js';
import { show, readKey } from '../src/reader.js';
import { repeated, vectorsOf } from './vectors.js';

const vectors = vectorsOf('encodings.md');
const suites = [guomi, international];

describe('what the specification prints', () => {
  it('has its header', () => {
    const bytes = vectors.get('header')!;
    expect(bytes).toHaveLength(headerBytes);
    const header = readHeader(bytes);
    expect(header).toMatchObject({ height: 7n, time: 1_700_000_000_000n, ruleVersion: 1, stateRoot: repeated(5, 32), proposer: repeated(8, 32) });
  });

  it.each(suites)('hashes it alike in $name', (suite) => {
    expect(headerHash(suite, vectors.get('header')!)).toEqual(vectors.get(`${suite.name} header hash`));
  });

  it('signs the same vote', () => {
    expect(voteBytes(repeated(1, 32), 7n, repeated(2, 32), 1_700_000_000_000n)).toEqual(vectors.get('vote'));
  });

  it.each(suites)('has the same trees in $name', (suite) => {
    expect(merkleRoot(suite, [])).toEqual(vectors.get(`${suite.name} Merkle root of none`));
    expect(merkleRoot(suite, [0, 1, 2, 3, 4].map((byte) => Uint8Array.of(byte)))).toEqual(vectors.get(`${suite.name} Merkle root of five`));
  });

  it.each(suites)('has the same validator set in $name', (suite) => {
    const validators = [1, 2, 3].map((n) => {
      const publicKey = repeated(n, 65);
      return { algorithm: suite.number, publicKey, power: BigInt(n), id: taggedHash(suite, tags.validatorKey, Uint8Array.of(suite.number), publicKey) };
    }).sort((a, b) => compare(a.id, b.id));
    const roster = Roster.from(suite, create(ValidatorSetSchema, { validators }))!;
    expect(roster.hash).toEqual(vectors.get(`${suite.name} validators hash`));
    expect(roster.isQuorum(4n)).toBe(false); // of 6 exactly two thirds
    expect(roster.isQuorum(5n)).toBe(true);
  });

  it.each(suites)('has the same transaction id in $name', (suite) => {
    const page = vectorsOf('transaction.md');
    const body = page.get('transaction body')!;
    const carried = concat(Uint8Array.of(0x0a, 0x80 | (body.length & 0x7f), body.length >> 7), body, Uint8Array.of(0x12, 0x05, 0x08, 0x01, 0x12, 0x01, 0x09));
    const read = readTransaction(suite, carried);
    expect(read?.id).toEqual(page.get(`${suite.name} transaction id`));
    expect(read?.signature).toEqual(Uint8Array.of(9));
  });
});

describe('headers', () => {
  const header = vectors.get('header')!;
  const changed = (at: number, byte: number) => header.map((old, i) => (i === at ? byte : old));

  it('of a later format are no forgery', () => {
    expect(readHeader(changed(3, 2))).toBe('newer');
    expect(readHeader(concat(Uint8Array.of(0, 0, 0, 9), repeated(0, 500)))).toBe('newer');
  });

  it.each([
    ['nothing', new Uint8Array(0)], ['three bytes', header.subarray(0, 3)], ['one short', header.subarray(0, 279)], ['one long', concat(header, repeated(0, 1))],
    ['format 0', changed(3, 0)], ['a negative time', changed(44, 0x80)],
  ])('%s is none', (_, bytes) => {
    expect(readHeader(bytes)).toBe('malformed');
  });
});

describe('validator sets', () => {
  const one = (power: bigint, flip = 0) => {
    const publicKey = repeated(1, 65);
    const id = taggedHash(guomi, tags.validatorKey, Uint8Array.of(1), publicKey);
    id[0]! ^= flip;
    return { algorithm: 1, publicKey, power, id };
  };
  it.each([
    ['empty', []], ['a wrong id', [one(1n, 1)]], ['no votes', [one(0n)]], ['too many votes', [one((1n << 32n) + 1n)]], ['one twice', [one(1n), one(1n)]],
  ])('%s is none', (_, validators) => {
    expect(Roster.from(guomi, create(ValidatorSetSchema, { validators }))).toBeNull();
  });
});

describe('keys in writing', () => {
  it.each([
    [utf8('tender/section/E4404002019000012001001'), 'tender/section/E4404002019000012001001'],
    [concat(utf8('guarantee/guarantee/'), Uint8Array.of(0x9c, 0x1f, 0)), 'guarantee/guarantee/0x9c1f00'],
  ])('go there and back', (key, text) => {
    expect(show(key)).toBe(text);
    expect(readKey(text)).toEqual(key);
  });
  it.each(['', 'a b', 'x/%zz', '中'])('%s is none', (text) => {
    expect(readKey(text)).toBeNull();
  });
});
