import { reactive, shallowReactive } from 'vue';
import type { ProvenEvent, ProvenHead } from '@ledger/client';
import { remember, remembered } from './remembered.js';
import type { Answered, Asked, Failure, Opened, QuestionKind, Questions } from './protocol.js';

/** An answer that does not count, with why. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';

  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** Why there is no answer that counts; anything that no node said is this page's own fault. */
export function failureOf(e: unknown): Failure {
  return e instanceof LedgerError
    ? e.failure
    : { cause: 'broken', verdict: 'unverified', kind: 'BROKEN', message: e instanceof Error ? e.message : String(e) };
}

/** Under which names the browser keeps the chain that it knows here, and the newest height that it has seen of it. */
const pinned = 'ledger.chain';
const newestSeen = 'ledger.seen';

/** What all pages share: the chain, the newest proven block, its newest events. */
export const live = shallowReactive({
  opened: null as Opened | null,
  head: null as ProvenHead | null,
  /** Why the newest question after the head got no answer that counts; null where it did. */
  failure: null as Failure | null,
  events: [] as ProvenEvent[],
  /** When the node showed the head, by this device's clock, UTC milliseconds. */
  shownAt: 0,
});

/** Whether this browser saw the chain for the first time, so that nothing but this node's word names it. */
export const trust = reactive({ firstVisit: false });

const waiting = new Map<number, { resolve: (answer: never) => void; reject: (e: Error) => void }>();
let next = 1;

const port = connect();
port.onmessage = ({ data }: MessageEvent<Answered>) => {
  if (!('number' in data)) {
    if (data.head) {
      keepSeen(data.head.at.header.height);
    }
    Object.assign(live, { head: data.head ?? live.head, failure: data.failure, events: data.events, shownAt: data.askedAt || live.shownAt });
    return;
  }
  const asked = waiting.get(data.number);
  waiting.delete(data.number);
  if ('failure' in data) {
    asked?.reject(new LedgerError(data.failure));
  } else {
    asked?.resolve(data.answer as never);
  }
};
addEventListener('pagehide', () => port.postMessage('bye'));

// One worker for all tabs; where the browser has no shared ones, one for each.
function connect(): MessagePort | Worker {
  if (typeof SharedWorker === 'undefined') {
    return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  }
  const worker = new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'ledger' });
  worker.port.start();
  return worker.port;
}

/** Asks the worker. @throws LedgerError where there is no answer that counts. */
export function ask<Kind extends QuestionKind>(kind: Kind, question: Questions[Kind]['question']): Promise<Questions[Kind]['answer']> {
  const asked: Asked = { number: next++, kind, question };
  return new Promise((resolve, reject) => {
    waiting.set(asked.number, { resolve, reject });
    port.postMessage(asked);
  });
}

/** Opens the chain, and holds it against the one that this browser saw under this address before. */
export async function openChain(): Promise<void> {
  const known = remembered(pinned);
  live.opened = await ask('open', { chain: known, seen: known === null ? 0n : seen() });
  trust.firstVisit = known === null;
  if (known === null) {
    remember(pinned, live.opened.chain);
  }
  if (live.head) {
    keepSeen(live.head.at.header.height);
  }
}

const seen = () => BigInt(/^\d+$/.exec(remembered(newestSeen) ?? '')?.[0] ?? 0);

// A node that shows less after the page is loaded again shows less than before, whichever of its tabs had seen it.
function keepSeen(height: bigint): void {
  if (live.opened && height > seen()) {
    remember(newestSeen, height.toString());
  }
}

/** Forgets which chain was seen under this address: the next visit is a first one. */
export function forgetChain(): void {
  remember(pinned, null);
  remember(newestSeen, null);
}
