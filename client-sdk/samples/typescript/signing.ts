// What a member's program needs to sign for Ledger: key files, SM3 over domain tags, SM2 (docs/spec of the project has every byte).
import { createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { argon2id } from 'hash-wasm';

const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const a = p - 3n;
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const Gx = 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n;
const Gy = 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n;
const Sm2 = weierstrass({ p, n, h: 1n, a, b, Gx, Gy });
const userId = Buffer.from('1234567812345678');

export const sm3 = (...parts: Uint8Array[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sm3')).digest();

// A domain tag: 16 bytes (docs/spec/encodings.md).
export const tag = (name: string): Buffer => Buffer.concat([Buffer.from(name), Buffer.alloc(16 - name.length)]);

export const taggedHash = (name: string, data: Uint8Array): Buffer => sm3(tag(name), data);

const toBytes = (number: bigint): Buffer => Buffer.from(number.toString(16).padStart(64, '0'), 'hex');
const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const mod = (number: bigint): bigint => ((number % n) + n) % n;

const derInteger = (number: bigint): Buffer => {
  const hex = number.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const content = bytes[0]! > 0x7f ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  return Buffer.concat([Buffer.from([2, content.length]), content]);
};

// An SM2 signature in strict DER (GB/T 32918.2): over SM3 of ZA, which names signer and curve, and the message.
export const sign = (privateKey: bigint, message: Uint8Array): Buffer => {
  const { x, y } = Sm2.BASE.multiply(privateKey).toAffine();
  const idBits = Buffer.from([0, userId.length * 8]);
  const e = toNumber(sm3(sm3(idBits, userId, ...[a, b, Gx, Gy, x, y].map(toBytes)), message));
  for (;;) {
    const k = toNumber(randomBytes(32));
    if (k === 0n || k >= n) {
      continue;
    }
    const r = mod(e + Sm2.BASE.multiply(k).toAffine().x);
    const s = Sm2.Fn.mul(Sm2.Fn.inv(mod(1n + privateKey)), mod(k - r * privateKey));
    if (r !== 0n && s !== 0n && r + k !== n) {
      const content = Buffer.concat([derInteger(r), derInteger(s)]);
      return Buffer.concat([Buffer.from([0x30, content.length]), content]);
    }
  }
};

interface KeyFile {
  version: number;
  algorithm: string;
  kdf: string;
  iterations: number;
  memoryKib: number;
  lanes: number;
  salt: string;
  cipher: string;
  nonce: string;
  publicKey: string;
  ciphertext: string;
}

// The private scalar of an SM2 key file (docs/spec/key-file.md). A wrong PIN throws.
export const openKeyFile = async (path: string, pin: string): Promise<bigint> => {
  const file = JSON.parse(await readFile(path, 'utf8')) as KeyFile;
  if (file.version !== 2 || file.algorithm !== 'Sm2Sm3') {
    throw new Error(`${path}: version ${file.version}, ${file.algorithm}; this sample reads version 2, Sm2Sm3.`);
  }
  const [salt, nonce, publicKey, ciphertext] =
    [file.salt, file.nonce, file.publicKey, file.ciphertext].map((text) => Buffer.from(text, 'base64')) as [Buffer, Buffer, Buffer, Buffer];
  const key = await argon2id({
    password: pin, salt, memorySize: file.memoryKib, iterations: file.iterations, parallelism: file.lanes, hashLength: 32, outputType: 'binary',
  });
  const upper = (bytes: Buffer): string => bytes.toString('hex').toUpperCase();
  const header = ['ledger/key-file', file.version, file.algorithm, file.kdf, file.memoryKib, file.iterations, file.lanes,
    upper(salt), file.cipher, upper(nonce), upper(publicKey)].join('\n');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(header)).setAuthTag(ciphertext.subarray(-16));
  return toNumber(Buffer.concat([decipher.update(ciphertext.subarray(0, -16)), decipher.final()]));
};
