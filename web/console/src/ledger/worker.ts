/// <reference lib="webworker" />
import { createGrpcWebTransport } from '@connectrpc/connect-web';
import {
  isPdf, LedgerReader, NodeSource, passportsIn, readGenesis, RefusedError, toHex, UnreachableError, VerificationError, verifyPassport, type ProvenEvent, type ProvenHead,
} from '@ledger/client';
import type { Answered, Asked, Failure, QuestionKind, Questions } from './protocol.js';

/** How often the node is asked for its newest block, in milliseconds. */
const period = 2_000;
/** How many of the newest events are kept for pages that open later. */
const eventsKept = 60;

interface Page {
  postMessage(message: Answered): void;
}

const pages = new Set<Page>();
let reader: Promise<LedgerReader> | null = null;
let head: ProvenHead | null = null;
let failure: Failure | null = null;
let events: ProvenEvent[] = [];
let cursor = -1n;
let askedAt = 0;

const handlers: { [Kind in QuestionKind]: (question: Questions[Kind]['question']) => Promise<Questions[Kind]['answer']> } = {
  open: async ({ chain, seen }) => {
    const source = await opened();
    const { genesis } = source;
    const id = toHex(genesis.chainId);
    if (chain !== null && chain !== id) {
      throw new VerificationError('OTHER_CHAIN', `this node serves chain ${id}; this browser knows ${chain} under this address`);
    }
    source.haveSeen(seen);
    return { chain: id, name: genesis.content.name, suite: genesis.suite.name, rehearsal: genesis.content.rehearsal };
  },
  get: async ({ key, height }) => (await opened()).get(key, height),
  list: async ({ prefix, height, most }) => (await opened()).list(prefix, height, most),
  block: async ({ height }) => (await opened()).block(height),
  transaction: async ({ id }) => (await opened()).transaction(id),
  passport: async ({ file }) => {
    const { genesis } = await opened();
    const pdf = isPdf(file);
    const passports = pdf ? await passportsIn(file) : [file];
    return { pdf, found: passports.length, report: passports.length === 1 ? await verifyPassport(genesis, passports[0]!) : null };
  },
};

// One reader for all tabs of a browser: what one of them has seen of the chain, none of the others can be shown less of.
function opened(): Promise<LedgerReader> {
  reader ??= open();
  reader.catch(() => (reader = null));
  return reader;
}

async function open(): Promise<LedgerReader> {
  let response: Response;
  try {
    response = await fetch('/genesis.json', { cache: 'no-cache' });
  } catch (e) {
    throw new UnreachableError(String(e));
  }
  if (!response.ok) {
    throw new UnreachableError(`/genesis.json: ${response.status}`);
  }
  const genesis = readGenesis(new Uint8Array(await response.arrayBuffer()));
  return new LedgerReader(genesis, new NodeSource(createGrpcWebTransport({ baseUrl: self.location.origin })));
}

async function look(): Promise<void> {
  try {
    const source = await opened();
    head = await source.head();
    await followEvents(source);
    failure = null;
    askedAt = Date.now();
  } catch (e) {
    failure = failureOf(e);
  }
  const message = told();
  pages.forEach((page) => page.postMessage(message));
  setTimeout(look, period);
}

const told = (): Answered => ({ head, failure, events, askedAt });

// A page that opens late, or a chain that runs ahead, sees the newest; what lies before is on the pages of blocks.
async function followEvents(source: LedgerReader): Promise<void> {
  const last = await source.lastCursor();
  const after = last > cursor + BigInt(eventsKept) || cursor < 0n ? last - BigInt(Math.min(eventsKept, Number(last))) : cursor;
  if (last > after) {
    const newer = await source.events(after, eventsKept);
    events = [...(after === cursor ? events : []), ...newer].slice(-eventsKept);
    cursor = newer[newer.length - 1]?.cursor ?? after;
  }
}

function failureOf(e: unknown): Failure {
  if (e instanceof VerificationError) {
    return { cause: 'checked', verdict: e.verdict, kind: e.kind, message: e.message };
  }
  if (e instanceof RefusedError) {
    const { name, message, rule, ruleZh, remedy, remedyZh } = e.refusal;
    return { cause: 'refused', verdict: 'unverified', kind: name, message, rule: { zh: ruleZh, en: rule }, remedy: { zh: remedyZh, en: remedy } };
  }
  const cause = e instanceof UnreachableError ? 'unreachable' : 'broken';
  return { cause, verdict: 'unverified', kind: cause.toUpperCase(), message: e instanceof Error ? e.message : String(e) };
}

async function answer(page: Page, { number, kind, question }: Asked): Promise<void> {
  try {
    page.postMessage({ number, answer: await (handlers[kind] as (question: unknown) => Promise<unknown>)(question) });
  } catch (e) {
    page.postMessage({ number, failure: failureOf(e) });
  }
}

function serve(port: MessagePort | DedicatedWorkerGlobalScope): void {
  pages.add(port);
  port.onmessage = ({ data }: MessageEvent<Asked | 'bye'>) => {
    if (data === 'bye') {
      pages.delete(port);
    } else {
      void answer(port, data);
    }
  };
  if (pages.size === 1 && askedAt === 0 && failure === null) {
    void look();
  } else {
    port.postMessage(told());
  }
}

const scope = self as unknown as SharedWorkerGlobalScope & DedicatedWorkerGlobalScope;
if ('onconnect' in scope) {
  scope.onconnect = ({ ports }) => serve(ports[0]!);
} else {
  serve(scope as DedicatedWorkerGlobalScope);
}
