import { computed, type ComputedRef } from 'vue';
import { useRoute } from 'vue-router';
import { fromHex, toHex, type FinalHeader } from '@ledger/client';
import { LedgerError } from './ledger.js';

/** As of which height a page reads, from its address: 0 for the newest. */
export function useHeight(): ComputedRef<bigint> {
  const route = useRoute();
  return computed(() => (/^\d{1,15}$/.test(String(route.query['at'] ?? '')) ? BigInt(String(route.query['at'])) : 0n));
}

/** Holds what was read against the hash that the page's address names: a link leads to one block, not to whatever a node has at its height. */
export function useSameBlock(): (at: FinalHeader) => void {
  const route = useRoute();
  return (at) => {
    const hash = String(route.query['hash'] ?? '');
    if (hash !== '' && (!fromHex(hash) || hash !== toHex(at.hash))) {
      throw new LedgerError({
        cause: 'checked', verdict: 'wrong', kind: 'OTHER_BLOCK',
        message: `OTHER_BLOCK: the link names block ${hash} of height ${at.header.height}; the node shows ${toHex(at.hash)}`,
      });
    }
  };
}
