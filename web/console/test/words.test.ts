import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { create } from '@bufbuild/protobuf';
import { AnnounceSectionSchema } from '@ledger/client/gen/ledger/v1/tender_pb.js';
import refusals from '../src/words/refusals.js';
import { fieldsOf, visible } from '../src/words/record.js';
import { placeOf } from '../src/words/search.js';
import { event, label, term } from '../src/words/vocabulary.js';

const page = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

it('has words for every event of the catalogue, in both languages', () => {
  const types = [...page('docs/spec/events.md').matchAll(/^\| `([a-z_.]+)` \|/gm)].map(([, type]) => type!);
  expect(types.length).toBeGreaterThan(60);
  expect(types.filter((type) => event(type) === type)).toEqual([]);
});

it("reads the specification's table of refusals", () => {
  const numbers = [...page('docs/spec/refusals.md').matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
  expect([...refusals.keys()]).toEqual(numbers);
  expect([...refusals.values()].every(({ rule, remedy }) => rule.length === 2 && remedy.length === 2)).toBe(true);
});

it('speaks with the words of the command line', () => {
  expect(label('section_code')).toBe('标段编号');
  expect(term('SectionState', 'OPENING')).toBe('开标中');
  expect(term('Role', 'TRADING_CENTRE')).toBe('交易中心');
});

describe('texts of the chain', () => {
  it.each([
    ['<script>alert(1)</script>', '<script>alert(1)</script>'], // text stays text: the pages never take it for markup
    ['珠海\u202e司公', '珠海⟨U+202E⟩司公'], ['a\u200bb', 'a⟨U+200B⟩b'], ['a\nb', 'a⟨U+000A⟩b'], ['\u0000', '⟨U+0000⟩'],
  ])('%j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('end somewhere', () => {
    expect(visible('长'.repeat(10_000))).toBe(`${'长'.repeat(2_000)}… (10000)`);
  });
});

it('shows a record by the kinds of its fields', () => {
  const fields = fieldsOf(AnnounceSectionSchema, create(AnnounceSectionSchema, {
    sectionCode: 'E4404002019000012001001', bondFen: 80_000_000n, openingTime: 1_577_151_000_000n, noticeDigest: new Uint8Array(32), acceptsCash: true,
  }));
  expect(fields.map(({ field, values }) => [field.name, values[0]!.kind])).toEqual([
    ['section_code', 'link'], ['bond_fen', 'money'], ['opening_time', 'time'], ['notice_digest', 'bytes'], ['accepts_cash', 'text'],
  ]);
});

describe('what is searched for', () => {
  it.each([
    ['4816', '/block/4816'], ['E4404002019000012001001', '/section/E4404002019000012001001'], ['91440400ma4uwx0r61', '/subject/91440400MA4UWX0R61'],
    ['9c'.repeat(16), `/guarantee/${'9c'.repeat(16)}`], ['A7'.repeat(32), `/tx/${'a7'.repeat(32)}`],
    ['tender/section/E4404002019000012001001', '/state/tender%2Fsection%2FE4404002019000012001001'],
    ['', null], ['javascript:alert(1)', null], ['//evil.example', null], ['../../x', null],
  ])('%s', (text, place) => {
    expect(placeOf(text)).toBe(place);
  });
});
