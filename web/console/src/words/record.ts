import { ScalarType, type DescField, type DescMessage, type Message } from '@bufbuild/protobuf';
import { reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { toHex } from '@ledger/client';
import { grouped, money, moment } from './format.js';
import { t } from './language.js';
import { label, term } from './vocabulary.js';

/** A field's value as a page shows it. */
export type Value =
  | { kind: 'text' | 'number' | 'money' | 'time'; text: string }
  | { kind: 'link'; text: string; to: string }
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'message'; schema: DescMessage; record: Message };

export interface ShownField {
  field: DescField;
  label: string;
  values: Value[];
}

/** The fields that a record has, each with its label and its values. */
export function fieldsOf(schema: DescMessage, record: Message): ShownField[] {
  const reflected = reflect(schema, record);
  return schema.fields.filter((field) => reflected.isSet(field)).map((field) => ({ field, label: label(field.name), values: valuesOf(reflected, field) }));
}

function valuesOf(record: ReflectMessage, field: DescField): Value[] {
  switch (field.fieldKind) {
    case 'list':
      return [...record.get(field)].map((item) => valueOf(field, item));
    case 'map':
      return [];
    default:
      return [valueOf(field, record.get(field))];
  }
}

function valueOf(field: DescField & { fieldKind: 'list' | 'scalar' | 'enum' | 'message' }, value: unknown): Value {
  if (field.enum) {
    const word = field.enum.value[value as number];
    return { kind: 'text', text: word ? term(field.enum.name, word.localName) : String(value) };
  }
  if (field.message) {
    return { kind: 'message', schema: field.message, record: (value as ReflectMessage).message };
  }
  if (value instanceof Uint8Array) {
    return linkTo(field.name, value) ?? { kind: 'bytes', bytes: value };
  }
  if (typeof value === 'bigint') {
    return number(field.name, value);
  }
  if (typeof value === 'boolean') {
    return { kind: 'text', text: value ? t('是', 'yes') : t('否', 'no') };
  }
  if (field.scalar === ScalarType.STRING) {
    return linkToText(field.name, value as string) ?? { kind: 'text', text: visible(value as string) };
  }
  return { kind: 'number', text: String(value) };
}

const times = /(_at|_until|_from|_update|_after|_before|_time)$|^(as_of|at|until|since|time|exp|iat)$/;

function number(name: string, value: bigint): Value {
  if (name.endsWith('_fen')) {
    return { kind: 'money', text: money(value) };
  }
  return times.test(name) && name !== 'active_from' ? { kind: 'time', text: moment(value) } : { kind: 'number', text: grouped(value) };
}

function linkTo(name: string, bytes: Uint8Array): Value | null {
  const hex = toHex(bytes);
  switch (name) {
    case 'guarantee_id':
      return { kind: 'link', text: hex, to: `/guarantee/${hex}` };
    case 'first_transaction':
      return { kind: 'link', text: hex, to: `/tx/${hex}` };
    default:
      return null;
  }
}

function linkToText(name: string, text: string): Value | null {
  if (name.endsWith('uscc') || name.endsWith('usccs') || name === 'candidates') {
    return { kind: 'link', text, to: `/subject/${encodeURIComponent(text)}` };
  }
  return name === 'section_code' ? { kind: 'link', text, to: `/section/${encodeURIComponent(text)}` } : null;
}

// What would turn a line's direction round, or stand in it unseen, is shown by its number: a name that looks like another one is not that one.
const unseen = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const mostShown = 2_000;

/** A text of the chain as it may be shown: nothing in it unseen, nothing turned round, and not without end. */
export function visible(text: string): string {
  const shown = text.replace(unseen, (sign) => `⟨U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`);
  return shown.length > mostShown ? `${shown.slice(0, mostShown)}… (${text.length})` : shown;
}
