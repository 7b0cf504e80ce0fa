import { concat, equal, toHex } from '../bytes.js';
import { verify } from '../crypto/verify.js';
import { tags } from '../format/tags.js';
import { CertificateKind, type CertificateRecord } from '../gen/ledger/v1/account_pb.js';
import { AuthorityStatus, type AuthorityStanding } from '../gen/ledger/v1/catrust_pb.js';
import type { CheckList } from './checks.js';

/** Who signed the transaction, as the checkpoint's state says. */
export interface SignerRecords {
  id: Uint8Array;
  certificate: CertificateRecord;
  /** Of the CA that the certificate was registered under. */
  standing: AuthorityStanding;
}

/** Whether the record's issuer signed the transaction of this id with the registered key. */
export function checkIssuerSignature(
  { certificate }: SignerRecords, issuerUscc: string, transactionId: Uint8Array, signature: { algorithm: number; value: Uint8Array }, checks: CheckList,
): void {
  const name = 'issuer-signature';
  if (certificate.uscc !== issuerUscc) {
    checks.enter(name, 'failed', `${certificate.uscc} signed, the issuer is ${issuerUscc}`);
  } else if (signature.algorithm !== certificate.algorithm) {
    checks.enter(name, 'failed', `the signature is marked ${signature.algorithm}, the key is of ${certificate.algorithm}`);
  } else {
    const verdict = verify(certificate.algorithm, certificate.publicKey, concat(tags.transaction, transactionId), signature.value);
    checks.enter(
      name, verdict === 'good' ? 'passed' : verdict === 'bad' ? 'failed' : 'notJudged',
      verdict === 'good' ? `${issuerUscc} signed transaction ${toHex(transactionId)}`
        : verdict === 'bad' ? `the signature of transaction ${toHex(transactionId)} does not verify`
        : `keys of algorithm ${certificate.algorithm} are not read here`);
  }
}

/** Whether the registered certificate counted for a signer at that time, by the rule that every node applies (docs/spec/transaction.md, signer). */
export function checkIssuerCertificate({ id, certificate, standing }: SignerRecords, carried: Uint8Array[], signedAt: bigint, checks: CheckList): void {
  const name = 'issuer-certificate';
  const { kind, registeredAt, revokedAt, replacedUntil, notBefore, notAfter, pathNotAfter } = certificate;
  const status = standing.statuses.filter(({ effectiveFrom }) => effectiveFrom <= signedAt).pop()?.status;
  const ended = standing.ended.find(({ issuerId }) => equal(issuerId, certificate.issuerId));
  const until = notAfter < pathNotAfter ? notAfter : pathNotAfter;
  checks.judge(
    name,
    carried.length !== 1 || !equal(carried[0]!, id) ? `it does not carry the signer's certificate ${toHex(id)}, and it alone`
      : kind !== CertificateKind.SIGNING ? 'it is for encryption; its key never signs'
      : registeredAt > signedAt ? `registered at ${registeredAt}, signed at ${signedAt}`
      : revokedAt !== 0n && signedAt >= revokedAt ? `revoked since ${revokedAt}; signed at ${signedAt}`
      : replacedUntil !== 0n && signedAt >= replacedUntil ? `replaced since ${replacedUntil}; signed at ${signedAt}`
      : signedAt < notBefore || signedAt > until ? `valid from ${notBefore} to ${until}; signed at ${signedAt}`
      : status !== AuthorityStatus.ACTIVE ? `its CA ${certificate.caId} was not active at ${signedAt}`
      : ended && signedAt >= ended.since ? `the authority that issued it no longer counts since ${ended.since}; signed at ${signedAt}`
      : null,
    `registered for ${certificate.uscc}, issued by CA ${certificate.caId}`);
}
