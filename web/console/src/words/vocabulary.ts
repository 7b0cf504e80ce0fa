import labels from '../../../../client-sdk/Ledger.Terminal/labels.tsv?raw';
import terms from '../../../../proto/Ledger.Protocol/Terms/terms.tsv?raw';
import events from './events.tsv?raw';
import { chinese } from './language.js';

/** One glossary with the command line and with refusals: its own files, read at build time. */
const rows = (table: string) => new Map(table.split('\n').filter(Boolean).map((line) => {
  const [name, ...words] = line.split('\t');
  return [name!, words] as const;
}));

const labelOf = rows(labels);
const termOf = rows(terms);
const eventOf = rows(events);

/** What people call a field of a message. */
export function label(field: string): string {
  return labelOf.get(field)?.[chinese.value ? 1 : 0] ?? field.replaceAll('_', ' ');
}

/** A word of an enumeration, as `SectionState` and `OPENING`. */
export function term(type: string, value: string): string {
  const pascal = value.toLowerCase().replace(/(^|_)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
  return named(`${type}.${pascal}`, pascal);
}

/** What a call does, by its message's name: `AnnounceSection`. */
export function call(message: string): string {
  return named(`Call.${message}`, message);
}

function named(key: string, pascal: string): string {
  const zh = termOf.get(key)?.[0];
  return chinese.value && zh ? zh : pascal.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** What an event tells. */
export function event(type: string): string {
  return eventOf.get(type)?.[chinese.value ? 1 : 0] ?? type;
}
