import { compare, concat, equal, u64 } from '../bytes.js';
import { verify } from '../crypto/verify.js';
import type { QuorumCertificate, Validator } from '../gen/ledger/v1/block_pb.js';
import type { Roster } from './roster.js';
import { tags } from './tags.js';

export type CertificateFault = 'CERTIFICATE_OF_OTHER_BLOCK' | 'MALFORMED_VOTES' | 'TOO_FEW_VOTES' | 'BAD_VOTE_SIGNATURE' | 'UNSUPPORTED_KEY';

/** What a validator signs for a block (docs/spec/encodings.md). */
export function voteBytes(chainId: Uint8Array, height: bigint, blockHash: Uint8Array, time: bigint): Uint8Array {
  return concat(tags.vote, chainId, u64(height), blockHash, u64(time));
}

/** Who signed, where the certificate makes the block final under the roster; otherwise why it does not (docs/spec/finality.md). */
export function checkCertificate(
  certificate: QuorumCertificate, chainId: Uint8Array, height: bigint, blockHash: Uint8Array, roster: Roster,
): { signers: Validator[] } | CertificateFault {
  if (certificate.height !== height || !equal(certificate.blockHash, blockHash)) {
    return 'CERTIFICATE_OF_OTHER_BLOCK';
  }
  const { votes } = certificate;
  const signers: Validator[] = [];
  for (const [i, vote] of votes.entries()) {
    const validator = roster.find(vote.validator);
    if (!validator || (i > 0 && compare(votes[i - 1]!.validator, vote.validator) >= 0) || vote.time < 0n) {
      return 'MALFORMED_VOTES';
    }
    signers.push(validator);
  }
  if (!roster.isQuorum(signers.reduce((sum, signer) => sum + signer.power, 0n))) {
    return 'TOO_FEW_VOTES';
  }
  for (const [i, vote] of votes.entries()) {
    const { algorithm, publicKey } = signers[i]!;
    const verdict = verify(algorithm, publicKey, voteBytes(chainId, height, blockHash, vote.time), vote.signature);
    if (verdict !== 'good') {
      return verdict === 'bad' ? 'BAD_VOTE_SIGNATURE' : 'UNSUPPORTED_KEY';
    }
  }
  return { signers };
}
