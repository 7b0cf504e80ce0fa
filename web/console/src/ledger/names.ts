import { SubjectSchema } from '@ledger/client/gen/ledger/v1/account_pb.js';
import { MemberSchema } from '@ledger/client/gen/ledger/v1/membership_pb.js';
import type { Proof } from './proof.js';
import { keyOf, read } from './records.js';

/** A party's name as the chain has it, and what proves it; null where the chain has none under the code. */
export interface PartyName {
  name: string | null;
  proof: Proof;
}

const kept = 500;
const names = new Map<string, Promise<PartyName>>();

/** The name that stands under a unified social credit code, of a member or of a market subject. Asked for once a page's life. */
export function nameOf(uscc: string): Promise<PartyName> {
  let asked = names.get(uscc);
  if (!asked) {
    asked = find(uscc);
    asked.catch(() => names.delete(uscc));
    if (names.size === kept) {
      names.delete(names.keys().next().value!);
    }
    names.set(uscc, asked);
  }
  return asked;
}

async function find(uscc: string): Promise<PartyName> {
  const member = await read(MemberSchema, keyOf('membership/member', uscc));
  if (member.value.record) {
    return { name: member.value.record.name, proof: { status: 'proven', at: member.at, claim: member.claim } };
  }
  const { value, at, claim } = await read(SubjectSchema, keyOf('account/subject', uscc));
  return { name: value.record?.name ?? null, proof: { status: 'proven', at, claim } };
}
