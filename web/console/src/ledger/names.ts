import { KeptAnswers } from '@ledger/client';
import { SubjectSchema } from '@ledger/client/gen/ledger/v1/account_pb.js';
import { MemberSchema } from '@ledger/client/gen/ledger/v1/membership_pb.js';
import { keyOf, read } from './records.js';

const names = new KeptAnswers<string, string | null>(500);

/** The name that stands under a unified social credit code, of a member or of a market subject; null where the chain proves that there is none. */
export function nameOf(uscc: string): Promise<string | null> {
  return names.get(uscc, async () => {
    const { value } = await read(MemberSchema, keyOf('membership/member', uscc));
    return value.record?.name ?? (await read(SubjectSchema, keyOf('account/subject', uscc))).value.record?.name ?? null;
  });
}
