import { computed, shallowRef, watch, type ShallowRef, type WatchSource } from 'vue';
import type { FinalHeader } from '@ledger/client';
import { failureOf, live } from './ledger.js';
import type { Failure } from './protocol.js';

/** What stands behind a value on a page. */
export interface Proof {
  status: 'proven' | 'pending' | 'cannot' | 'wrong';
  /** What was proven, in one sentence of both languages: `{ zh, en }`. */
  claim?: { zh: string; en: string };
  at?: FinalHeader;
  failure?: Failure;
}

/** A question to the chain as a page shows it: what it waits for, its answer, or why there is none. */
export interface Shown<T> {
  value: T | null;
  proof: Proof;
}

/** Whether an answer was read and shown to be false, or could not be judged. */
export function proofOf(failure: Failure): Proof {
  return { status: failure.cause === 'checked' && failure.verdict === 'wrong' ? 'wrong' : 'cannot', failure };
}

/** What stands behind the newest block. */
export const headProof = computed<Proof>(() => (live.head
  ? { status: 'proven', at: live.head.at, claim: { zh: '这是该节点给出的最新区块。', en: 'This is the newest block that the node shows.' } }
  : { status: 'pending' }));

/** Asks whenever what is asked for changes; answers that were overtaken are dropped. */
export function useAnswer<T>(source: WatchSource | WatchSource[], ask: () => Promise<{ value: T; at: FinalHeader; claim: Proof['claim'] } | null>): ShallowRef<Shown<T>> {
  const shown = shallowRef<Shown<T>>({ value: null, proof: { status: 'pending' } });
  let newest = 0;
  watch(source, async () => {
    const mine = ++newest;
    shown.value = { value: null, proof: { status: 'pending' } };
    let result: Shown<T>;
    try {
      const answer = await ask();
      result = answer ? { value: answer.value, proof: { status: 'proven', at: answer.at, claim: answer.claim } } : { value: null, proof: { status: 'pending' } };
    } catch (e) {
      result = { value: null, proof: proofOf(failureOf(e)) };
    }
    if (mine === newest) {
      shown.value = result;
    }
  }, { immediate: true });
  return shown;
}
