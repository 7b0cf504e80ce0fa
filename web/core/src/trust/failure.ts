import type { CertificateFault } from '../format/certificate.js';

/** Why an answer of a node proves nothing. */
export type FailureKind =
  | CertificateFault
  | 'MISSING' | 'MALFORMED_HEADER' | 'NEWER_FORMAT' | 'OTHER_CHAIN' | 'UNTRUSTED_VALIDATORS' | 'BROKEN_HEADER_CHAIN' | 'OTHER_HEIGHT' | 'OTHER_KEY'
  | 'STATE_PROOF' | 'INCOMPLETE_LIST' | 'EVENT_LEFT_OUT' | 'STALE_HEAD' | 'BLOCK_CONTENT' | 'RECEIPT_PROOF' | 'TRANSACTION_PROOF' | 'OTHER_PLACE' | 'NOT_LANDED'
  | 'MALFORMED_RECORD';

/**
 * What a failure says of the one who answered: `wrong` – it contradicts itself or the chain; `untrusted` – it may be genuine, of a chain or of
 * validators that this reader does not know; `unverified` – it lacks what would show it; `stale` – it was so once; `newer` – this page is too old to
 * read it, which says nothing against it.
 */
export type Verdict = 'wrong' | 'untrusted' | 'unverified' | 'stale' | 'newer';

const verdicts: Partial<Record<FailureKind, Verdict>> = {
  NEWER_FORMAT: 'newer',
  OTHER_CHAIN: 'untrusted',
  UNTRUSTED_VALIDATORS: 'untrusted',
  MISSING: 'unverified',
  UNSUPPORTED_KEY: 'unverified',
  STALE_HEAD: 'stale',
};

export class VerificationError extends Error {
  override readonly name = 'VerificationError';
  readonly verdict: Verdict;

  constructor(readonly kind: FailureKind, what: string) {
    super(`${kind}: ${what}`);
    this.verdict = verdicts[kind] ?? 'wrong';
  }
}
