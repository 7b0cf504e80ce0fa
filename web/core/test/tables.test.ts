import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tables } from '../src/tables.js';

it('knows every table of the specification whose records are messages', () => {
  const page = readFileSync(new URL('../../../docs/spec/storage-keys.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z]+\/[a-z_]+)` \| [^|]+ \| `([A-Za-z]+)`[^|]*\|/gm)].map(([, name, record]) => `${name} ${record}`);
  expect(rows.length).toBeGreaterThan(45);
  expect(tables.map(({ name, record }) => `${name} ${record.name}`).sort()).toEqual(rows.sort());
});
