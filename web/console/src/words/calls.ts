import type { DescMessage, Message } from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import { CallSchema, type Call, type Receipt, type TxBody } from '@ledger/client/gen/ledger/v1/transaction_pb.js';
import { t } from './language.js';
import refusals from './refusals.js';
import { call as word } from './vocabulary.js';

/** One call: the message that says what it does, and its content. */
export interface ShownCall {
  name: string;
  schema: DescMessage;
  record: Message;
}

/** The calls of a transaction. */
export function callsIn(body: TxBody): ShownCall[] {
  return body.calls.flatMap((call) => shownCall(call) ?? []);
}

/** The calls of a transaction in a few words. */
export function callsOf(body: TxBody): string {
  const names = callsIn(body).map(({ name }) => word(name));
  const [first] = names;
  const all = names.every((name) => name === first) && names.length > 1 ? [`${first} × ${names.length}`] : names;
  return all.length > 3 ? `${all.slice(0, 3).join(t('、', ', '))} … (${all.length})` : all.join(t('、', ', '));
}

// A call is a contract's message, in which one method is set.
function shownCall(call: Call): ShownCall | null {
  const contract = reflect(CallSchema, call);
  for (const field of CallSchema.fields) {
    if (field.fieldKind === 'message' && contract.isSet(field)) {
      const methods = contract.get(field);
      for (const method of field.message.fields) {
        if (method.fieldKind === 'message' && methods.isSet(method)) {
          return { name: method.message.name, schema: method.message, record: methods.get(method).message };
        }
      }
    }
  }
  return null;
}

/** What became of a transaction, in a word. */
export function outcome({ code, landed }: Receipt): string {
  if (code === 0) {
    return t('已执行', 'done');
  }
  const name = refusals.get(code)?.name ?? String(code);
  return landed ? t(`未执行 ${name}`, `not done: ${name}`) : t(`未上链 ${name}`, `not landed: ${name}`);
}

/** A refusal's rule and remedy. */
export function refusal(code: number): { name: string; rule: string; remedy: string } | null {
  const row = refusals.get(code);
  return row ? { name: row.name, rule: t(row.rule[1]!, row.rule[0]!), remedy: t(row.remedy[1]!, row.remedy[0]!) } : null;
}
