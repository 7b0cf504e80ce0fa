// sm-crypto 0.5.8 against this library: reads a job as JSON, writes what it found as JSON.
import { readFileSync } from 'node:fs';
import smCrypto from 'sm-crypto';

const { sm2, sm3, sm4 } = smCrypto;
const job = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const options = { hash: true, der: true };
const text = Array.from(Buffer.from(job.content, 'hex'));

console.log(JSON.stringify({
  digest: sm3(text),
  signatureHolds: sm2.doVerifySignature(text, job.signature, job.publicKey, options),
  otherHolds: sm2.doVerifySignature([...text, 0], job.signature, job.publicKey, options),
  signature: sm2.doSignature(text, job.privateKey, { ...options, publicKey: job.publicKey }),
  c1c3c2: Buffer.from(sm2.doDecrypt(job.c1c3c2, job.privateKey, 1, { output: 'array' })).toString('hex'),
  c1c2c3: Buffer.from(sm2.doDecrypt(job.c1c2c3, job.privateKey, 0, { output: 'array' })).toString('hex'),
  encrypted1: sm2.doEncrypt(text, job.publicKey, 1),
  encrypted0: sm2.doEncrypt(text, job.publicKey, 0),
  sm4: sm4.encrypt(text, job.sm4Key, { mode: 'cbc', iv: job.sm4Iv }),
}));
