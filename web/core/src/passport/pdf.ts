import { equal, startsWith, utf8 } from '../bytes.js';
import { passportBytesMax, passportMagic } from './file.js';

/** Longest PDF that is searched, in bytes: as much as programs that check its seals read. */
export const pdfBytesMax = 128 * 1024 * 1024;

/** Most streams of one PDF that are unpacked to look for a passport. */
const unpackedMax = 2_000;

const stream = utf8('stream');
const end = utf8('endstream');

export const isPdf = (file: Uint8Array): boolean => startsWith(file, utf8('%PDF-'));

/**
 * The passports that a PDF carries, by what they begin with and not by what the PDF calls them, so that a second one cannot hide under another name.
 * Copies of one count once. A PDF that is encrypted shows none. @throws Error where it has more streams than are looked at.
 */
export async function passportsIn(pdf: Uint8Array): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  let unpacked = 0;
  for (const bytes of streamsIn(pdf)) {
    let content: Uint8Array | null = bytes;
    if (!startsWith(bytes, passportMagic)) {
      if (!isZlib(bytes)) {
        continue;
      }
      if (++unpacked > unpackedMax) {
        throw new Error(`it has more than ${unpackedMax} packed parts`);
      }
      content = await unpack(bytes);
    }
    if (content && startsWith(content, passportMagic) && !found.some((known) => equal(known, content))) {
      found.push(content);
    }
  }
  return found;
}

// Between the words: after `stream` comes one line break, and before `endstream` mostly one that is none of the content.
function* streamsIn(pdf: Uint8Array): Generator<Uint8Array> {
  for (let at = indexOf(pdf, stream, 0); at >= 0; at = indexOf(pdf, stream, at)) {
    let from = at + stream.length;
    from += pdf[from] === 0x0d && pdf[from + 1] === 0x0a ? 2 : pdf[from] === 0x0a ? 1 : 0;
    const length = lengthBefore(pdf, at);
    const to = length !== null && startsWith(pdf.subarray(skipBreak(pdf, from + length)), end) ? from + length : lastOf(pdf, from, indexOf(pdf, end, from));
    if (to < 0) {
      return;
    }
    yield pdf.subarray(from, to);
    at = to + end.length;
  }
}

// The content may hold the word `endstream` itself, so the length that its dictionary writes comes first where it leads to one.
function lengthBefore(pdf: Uint8Array, at: number): number | null {
  const dictionary = new TextDecoder('latin1').decode(pdf.subarray(Math.max(0, at - 512), at));
  const written = /.*\/Length\s+(\d{1,9})(?!\s+\d+\s+R)/s.exec(dictionary.slice(dictionary.lastIndexOf(' obj') + 1));
  return written ? Number(written[1]) : null;
}

const skipBreak = (pdf: Uint8Array, at: number) => at + (pdf[at] === 0x0d && pdf[at + 1] === 0x0a ? 2 : pdf[at] === 0x0a || pdf[at] === 0x0d ? 1 : 0);

function lastOf(pdf: Uint8Array, from: number, endAt: number): number {
  if (endAt < 0) {
    return -1;
  }
  const trimmed = pdf[endAt - 1] === 0x0a ? (pdf[endAt - 2] === 0x0d ? 2 : 1) : pdf[endAt - 1] === 0x0d ? 1 : 0;
  return Math.max(from, endAt - trimmed);
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(wanted[0]!, from); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (startsWith(bytes.subarray(at), wanted)) {
      return at;
    }
  }
  return -1;
}

const isZlib = (bytes: Uint8Array) => bytes.length > 2 && (bytes[0]! & 0x0f) === 8 && ((bytes[0]! << 8) | bytes[1]!) % 31 === 0;

/** What a stream unpacks to, as far as a passport can be long; null where it does not begin as one, or cannot be unpacked. */
async function unpack(bytes: Uint8Array): Promise<Uint8Array | null> {
  const reader = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return joined(parts, length);
      }
      parts.push(value);
      length += value.length;
      const begins = joined(parts, length).subarray(0, passportMagic.length);
      if (length > passportBytesMax || !startsWith(passportMagic, begins)) {
        await reader.cancel();
        return null;
      }
    }
  } catch {
    return null; // broken, or packed by another method: no passport that anybody could read
  }
}

function joined(parts: Uint8Array[], length: number): Uint8Array {
  if (parts.length === 1) {
    return parts[0]!;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  parts.splice(0, parts.length, bytes);
  return bytes;
}
