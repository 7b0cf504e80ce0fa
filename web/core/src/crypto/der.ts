import { toNumber } from '../bytes.js';

/**
 * The two numbers of an elliptic-curve signature in strict DER: SEQUENCE of two INTEGERs with shortest lengths, nothing before, between or after.
 * Null for anything else. So one signature has one encoding, and no flipped or appended byte passes.
 */
export function readSignature(der: Uint8Array): { r: bigint; s: bigint } | null {
  if (der.length < 8 || der.length > 129 || der[0] !== 0x30 || der[1] !== der.length - 2) {
    return null;
  }
  const r = readInteger(der, 2);
  const s = r && readInteger(der, r.end);
  return r && s && s.end === der.length ? { r: r.value, s: s.value } : null;
}

// Positive, in the fewest bytes: a zero byte stands in front only where the next one would make the number negative.
function readInteger(der: Uint8Array, at: number): { value: bigint; end: number } | null {
  const length = der[at + 1];
  if (der[at] !== 0x02 || length === undefined || length === 0 || length > 49 || at + 2 + length > der.length) {
    return null;
  }
  const content = der.subarray(at + 2, at + 2 + length);
  if (content[0]! >= 0x80 || (content[0] === 0 && (length === 1 || content[1]! < 0x80))) {
    return null;
  }
  return { value: toNumber(content), end: at + 2 + length };
}
