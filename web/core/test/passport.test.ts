import { describe, expect, it } from 'vitest';
import { deflateSync } from 'node:zlib';
import { concat, passportMagic, passportsIn, utf8 } from '../src/index.js';
import { isFault, readPassport } from '../src/passport/file.js';

const one = concat(passportMagic, utf8(' the first endstream one'));
const two = concat(passportMagic, utf8(' the second'));

/** An object with a stream, as programs write it: with its length, or with one that leads nowhere. */
const object = (content: Uint8Array, dictionary = `/Length ${content.length}`) =>
  concat(utf8(`4 0 obj\n<< /Type /EmbeddedFile ${dictionary} >>\nstream\r\n`), content, utf8('\nendstream\nendobj\n'));
const packed = (content: Uint8Array) => new Uint8Array(deflateSync(content));
const pdf = (...objects: Uint8Array[]) => concat(utf8('%PDF-1.7\n'), object(utf8('BT (stream) Tj ET')), ...objects, utf8('%%EOF\n'));

describe('the passports in a PDF', () => {
  it.each<[string, Uint8Array[], Uint8Array[]]>([
    ['none', [], []],
    ['one as it is', [object(one)], [one]],
    ['one that is packed', [object(packed(one))], [one]],
    ['one without a length that can be read', [object(two, '/Length 9 0 R')], [two]],
    ['one with a wrong length', [object(two, '/Length 3')], [two]],
    ['two, whatever they are called', [object(one), object(packed(two))], [one, two]],
    ['one twice', [object(one), object(one)], [one]],
    ['something packed that is none, and something broken', [object(packed(utf8('another'))), object(packed(one).subarray(0, 12))], []],
  ])('finds %s', async (_, objects, found) => {
    expect(await passportsIn(pdf(...objects))).toEqual(found);
  });

  it('unpacks no bomb', async () => {
    expect(await passportsIn(pdf(object(packed(concat(passportMagic, new Uint8Array(8 * 1024 * 1024))))))).toEqual([]);
    await expect(passportsIn(pdf(...Array.from({ length: 2_001 }, () => object(packed(utf8('x'))))))).rejects.toThrow('2000');
  });
});

describe('the form of a passport', () => {
  it.each<[string, Uint8Array, boolean]>([
    ['nothing', new Uint8Array(0), false],
    ['something else', utf8('%PDF-1.7'), false],
    ['a later version', utf8('ledger/passport2'), true],
    ['too long a file', new Uint8Array(1024 * 1024 + 1), false],
    ['no protobuf', concat(passportMagic, utf8('\xff\xff')), false],
    ['an empty passport', passportMagic, false],
  ])('refuses %s', (_, bytes, newer) => {
    expect(isFault(readPassport(bytes)) && readPassport(bytes)).toMatchObject({ newer });
  });
});
