import { readFileSync } from 'node:fs';
import { fromHex } from '../src/bytes.js';

/** The lines `vector: NAME = HEX` of a page of docs/spec, which the C# core is held to as well. */
export function vectorsOf(page: string): Map<string, Uint8Array> {
  const text = readFileSync(new URL(`../../../docs/spec/${page}`, import.meta.url), 'utf8');
  return new Map([...text.matchAll(/^ {4}vector: (.+?) = ([0-9a-f]+)$/gm)].map(([, name, hex]) => [name!, fromHex(hex!)!]));
}

/** So many times a byte. */
export const repeated = (byte: number, times: number) => new Uint8Array(times).fill(byte);
