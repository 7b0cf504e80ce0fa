import { fromBinary, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
import { concat, utf8, type FinalHeader } from '@ledger/client';
import { ask } from './ledger.js';
import type { Proof } from './proof.js';

/** A record of the state and what was proven of it; `record` is null where it is proven that there is none. */
export interface Read<T> {
  value: { record: T | null };
  at: FinalHeader;
  claim: Proof['claim'];
}

/** A list and what was proven of it. */
export interface Listed<T> {
  value: { entries: { key: Uint8Array; record: T }[]; complete: boolean };
  at: FinalHeader;
  claim: Proof['claim'];
}

/** The key of a table's record: its name, a slash, and the record's own key. */
export function keyOf(table: string, own: string | Uint8Array): Uint8Array {
  return concat(utf8(`${table}/`), typeof own === 'string' ? utf8(own) : own);
}

/** Reads a record as of a height, 0 for the newest. */
export async function read<T extends DescMessage>(schema: T, key: Uint8Array, height = 0n): Promise<Read<MessageShape<T>>> {
  const { value, at } = await ask('get', { key, height });
  const claim = value
    ? { zh: '这条记录在该高度的状态中，内容一字不差。', en: 'This record is in the state of that height, to the byte.' }
    : { zh: '该高度的状态中没有这条记录。', en: 'The state of that height has no such record.' };
  return { value: { record: value && fromBinary(schema, value) }, at, claim };
}

/** Reads the records under a prefix, all as of one height. */
export async function list<T extends DescMessage>(
  schema: T, prefix: Uint8Array, height = 0n, most = 20_000,
): Promise<Listed<MessageShape<T>>> {
  const { entries, complete, at } = await ask('list', { prefix, height, most });
  const claim = complete
    ? { zh: `这 ${entries.length} 条是该高度的全部，一条不缺。`, en: `These ${entries.length} are all at that height: none is missing.` }
    : { zh: `这是最前面的 ${entries.length} 条，中间一条不缺；后面还有。`, en: `These are the first ${entries.length}, none missing between them; there are more.` };
  return { value: { entries: entries.map(({ key, value }) => ({ key, record: fromBinary(schema, value) })), complete }, at, claim };
}
