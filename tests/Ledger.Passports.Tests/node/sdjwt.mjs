// @sd-jwt/sd-jwt-vc against this library's tokens: reads jobs as JSON, writes what it made of each as JSON. ES256 by Node's own
// cryptography, SM2 by sm-crypto.
import { readFileSync } from 'node:fs';
import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import smCrypto from 'sm-crypto';

const sm2Alg = 'urn:oid:1.2.156.10197.1.501';
const hex = (text) => Buffer.from(text, 'base64url').toString('hex');
const hasher = (data, alg) => {
  if (alg !== 'sha-256') throw new Error(`unexpected hash ${alg}`);
  return createHash('sha256').update(data).digest();
};

function check(jwk, data, signature) {
  if (jwk.crv === 'P-256') {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return verify('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  }
  if (jwk.crv !== 'urn:oid:1.2.156.10197.1.301') throw new Error(`unexpected curve ${jwk.crv}`);
  return smCrypto.sm2.doVerifySignature(
    Array.from(Buffer.from(data)), hex(signature), `04${hex(jwk.x)}${hex(jwk.y)}`, { hash: true, der: false });
}

async function run(job) {
  const header = JSON.parse(Buffer.from(job.token.split('.')[0], 'base64url'));
  // The issuer's key: of P-256 from the certificate in the header, of SM2 as the job pins it, since Node reads no SM2 certificate's key.
  const issuer = header.alg === 'ES256'
    ? new X509Certificate(Buffer.from(header.x5c[0], 'base64')).publicKey.export({ format: 'jwk' })
    : job.issuerJwk;
  if (header.alg !== 'ES256' && header.alg !== sm2Alg) throw new Error(`unexpected alg ${header.alg}`);
  const sdjwt = new SDJwtVcInstance({
    hasher,
    hashAlg: 'sha-256',
    verifier: (data, signature) => check(issuer, data, signature),
    kbVerifier: (data, signature, payload) => check(payload.cnf.jwk, data, signature),
  });
  try {
    const found = await sdjwt.verify(job.token, {
      requiredClaimKeys: job.required, keyBindingNonce: job.nonce, currentDate: job.now,
    });
    if (found.kb.payload.aud !== job.audience) throw new Error(`for ${found.kb.payload.aud}`);
    return { ok: true, payload: found.payload };
  } catch (error) {
    return { ok: false, reason: error.message };
  }
}

const jobs = JSON.parse(readFileSync(process.argv[2], 'utf8'));
console.log(JSON.stringify(await Promise.all(jobs.map(run))));
