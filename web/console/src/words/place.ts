import { show, table, toHex } from '@ledger/client';
import { short } from './format.js';

/** How a state key is called, and which page shows its record. */
export function subjectOf(key: Uint8Array): { text: string; to: string } {
  const name = table(key)?.name;
  const own = name ? key.subarray(name.length + 1) : key;
  const text = () => new TextDecoder().decode(own);
  switch (name) {
    case 'tender/section':
      return { text: text(), to: `/section/${text()}` };
    case 'guarantee/guarantee':
      return { text: short(toHex(own)), to: `/guarantee/${toHex(own)}` };
    case 'membership/member':
    case 'account/subject':
    case 'guarantee/card':
      return { text: text(), to: `/subject/${text()}` };
    default:
      return { text: shortKey(show(key)), to: `/state/${encodeURIComponent(show(key))}` };
  }
}

function shortKey(key: string): string {
  return key.replace(/0x([0-9a-f]{8})[0-9a-f]{6,}([0-9a-f]{6})$/, '0x$1…$2');
}
