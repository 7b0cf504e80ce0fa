import { fromBinary, toBinary, type DescMessage } from '@bufbuild/protobuf';
import { createGrpcWebTransport } from '@connectrpc/connect-web';
import { describe, expect, it } from 'vitest';
import {
  GetBlockResponseSchema, GetHistoryProofResponseSchema, GetStateResponseSchema, ListEventsResponseSchema, ListStateResponseSchema, NodeStatusSchema, TransactionStatusSchema,
} from '../src/gen/ledger/v1/api_pb.js';
import { LedgerReader, NodeSource, readGenesis, UnreachableError, utf8, VerificationError, type Answers } from '../src/index.js';
import { flips } from './flips.js';

/** Nodes of tests/Ledger.FakeNode by suite, each with a chain that changed its validators, and the ids of what landed there. */
const nodes: { suite: string; url: string; transaction: string; sections: number; head: number }[] = JSON.parse(process.env['LEDGER_NODES']!);

const sections = utf8('tender/section/');
const member = utf8('membership/member/91440400MA4UWX0R6T');
const nobody = utf8('membership/member/91440400MA4UWX0R61');

describe.each(nodes)('a chain of $suite', ({ url, transaction, sections: count, head }) => {
  const id = Uint8Array.from(transaction.match(/../g)!, (two) => Number.parseInt(two, 16));
  const genesis = fetch(`${url}/genesis.json`).then(async (response) => readGenesis(new Uint8Array(await response.arrayBuffer())));
  const source = new NodeSource(createGrpcWebTransport({ baseUrl: url }));
  const open = async (answers: Answers = source) => new LedgerReader(await genesis, answers);

  it('is read from its genesis file on, over its changes of validators', async () => {
    const reader = await open();
    const { at } = await reader.head();
    expect(at.header.height).toBe(BigInt(head));
    expect(at.signers.length * 3).toBeGreaterThan(at.validators * 2);
    expect(reader.chain.sets).toBeGreaterThan(1);
  });

  it('shows a record, and that there is none', async () => {
    const reader = await open();
    expect((await reader.get(member)).value).not.toBeNull();
    expect((await reader.get(nobody)).value).toBeNull();
    expect((await reader.get(member, 1n)).at.header.height).toBe(1n);
  });

  it('shows a whole list in pages, and an empty one', async () => {
    const reader = await open();
    const list = await reader.list(sections);
    expect(list.complete).toBe(true);
    expect(list.entries).toHaveLength(count);
    expect((await reader.list(sections, 0n, 10)).complete).toBe(false);
    expect(await reader.list(utf8('tender/section/E9'))).toMatchObject({ complete: true, entries: [] });
  });

  it('shows blocks, those without a certificate of their own by the history', async () => {
    const reader = await open({ ...answersOf(source), getBlock: async (height) => ({ ...await source.getBlock(height), certificate: undefined }) });
    const block = await reader.block(BigInt(head - 1));
    expect(block.at.certifiedAt).toBe(BigInt(head));
    expect((await reader.block(0n)).at.header.height).toBe(0n);
  });

  it('shows a transaction with its receipt, and events by their blocks', async () => {
    const reader = await open();
    const proven = await reader.transaction(id);
    expect(proven?.receipt.landed).toBe(true);
    const events = await reader.events(0n, 100);
    expect(events.map(({ cursor }) => cursor)).toEqual(events.map((_, i) => BigInt(i + 1)));
    expect(events.length).toBeGreaterThan(1);
    expect(await reader.transaction(new Uint8Array(32))).toBeNull();
  });

  // Whatever bit of an answer a node turns over: what is read is what was true, or nothing is read.
  it.each<[keyof Answers, DescMessage, (reader: LedgerReader) => Promise<unknown>]>([
    ['getStatus', NodeStatusSchema, async (reader) => (await reader.head()).at],
    ['getState', GetStateResponseSchema, (reader) => reader.get(member)],
    ['getState', GetStateResponseSchema, (reader) => reader.get(nobody)],
    ['listState', ListStateResponseSchema, (reader) => reader.list(utf8('membership/'))],
    ['listState', ListStateResponseSchema, (reader) => reader.list(utf8('tender/section/E9'))],
    ['getBlock', GetBlockResponseSchema, (reader) => reader.block(BigInt(head - 1))],
    ['getHistoryProof', GetHistoryProofResponseSchema, (reader) => reader.block(0n)],
    ['getTransaction', TransactionStatusSchema, (reader) => reader.transaction(id)],
    ['listEvents', ListEventsResponseSchema, (reader) => reader.events(0n, 3)],
  ])('reads nothing false of %s with a bit turned over (%#)', async (method, schema, read) => {
    const truth = JSON.stringify(await read(await open()), plain);
    const recorded = recorder(source);
    await read(await open(recorded.answers));
    const honest = toBinary(schema, recorded.of(method)[0] as never);
    let refused = 0;
    for (let i = 0; i < flips; i++) {
      const bytes = honest.slice();
      bytes[(i * 7919) % bytes.length]! ^= 1 << (i % 8);
      let lie: unknown;
      try {
        lie = fromBinary(schema, bytes);
      } catch {
        continue; // no message any more: the transport refuses it
      }
      const liar = await open({ ...recorded.replay, [method]: async () => lie } as Answers);
      try {
        const got = await read(liar);
        if (got === null && method === 'getTransaction') {
          refused++; // that it is not final yet is what a node says, and nothing that is read
          continue;
        }
        expect(JSON.stringify(got, plain)).toBe(truth);
      } catch (e) {
        if (!(e instanceof VerificationError)) {
          throw e;
        }
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(flips / 4);
  });

  it('never goes back to an older head', async () => {
    const old = { header: (await source.getBlock(BigInt(head - 1))).block!.header, certificate: (await source.getBlock(BigInt(head - 1))).certificate };
    let later = false;
    const reader = await open({ ...answersOf(source), getStatus: async () => ({ ...await source.getStatus(), ...(later ? old : {}) }) });
    await reader.head();
    later = true;
    await expect(reader.head()).rejects.toMatchObject({ kind: 'STALE_HEAD', verdict: 'stale' });
  });
});

it('says of a node that is not there that it is not there', async () => {
  const reader = new LedgerReader(
    readGenesis(new Uint8Array(await (await fetch(`${nodes[0]!.url}/genesis.json`)).arrayBuffer())), new NodeSource(createGrpcWebTransport({ baseUrl: 'http://127.0.0.1:9' })));
  await expect(reader.head()).rejects.toBeInstanceOf(UnreachableError);
});

// As text, what a page would show of an answer; `signers` are left out, since one certificate with other genuine votes proves the same.
function plain(name: string, value: unknown): unknown {
  if (typeof value === 'bigint') {
    return value.toString();
  }
  if (value instanceof Uint8Array) {
    return Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  return name === 'signers' || name === '$unknown' ? undefined : value;
}

const methods = ['getStatus', 'getBlock', 'getHistoryProof', 'getState', 'listState', 'getTransaction', 'listEvents'] as const;

function answersOf(from: Answers): Answers {
  return Object.fromEntries(methods.map((method) => [method, (...args: unknown[]) => (from[method] as (...args: unknown[]) => unknown)(...args)])) as unknown as Answers;
}

/** Keeps what a node answered, so that each lie is told against the same answers and no network. */
function recorder(from: Answers) {
  const kept = new Map<string, unknown>();
  const first = new Map<string, unknown[]>();
  const name = (method: string, args: unknown[]) => `${method} ${JSON.stringify(args, plain)}`;
  const wrap = (ask: (method: typeof methods[number], args: unknown[]) => Promise<unknown>) =>
    Object.fromEntries(methods.map((method) => [method, (...args: unknown[]) => ask(method, args)])) as unknown as Answers;
  const answers = wrap(async (method, args) => {
    const answer = await (from[method] as (...args: unknown[]) => Promise<unknown>)(...args);
    kept.set(name(method, args), answer);
    first.set(method, [...(first.get(method) ?? []), answer]);
    return answer;
  });
  const replay = wrap(async (method, args) => {
    const answer = kept.get(name(method, args));
    if (answer === undefined) {
      throw new VerificationError('MISSING', 'asked for what no honest run asks for');
    }
    return answer;
  });
  return { answers, replay, of: (method: string) => first.get(method)! };
}
