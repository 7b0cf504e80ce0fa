import { shallowRef, watch, type ShallowRef, type WatchSource } from 'vue';
import type { FinalHeader } from '@ledger/client';
import { LedgerError } from './ledger.js';
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
      const failure: Failure = e instanceof LedgerError
        ? e.failure
        : { cause: 'broken', verdict: 'unverified', kind: 'BROKEN', message: e instanceof Error ? e.message : String(e) };
      result = { value: null, proof: proofOf(failure) };
    }
    if (mine === newest) {
      shown.value = result;
    }
  }, { immediate: true });
  return shown;
}
