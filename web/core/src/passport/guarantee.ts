import { clone, equals, fromBinary, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
import { concat, equal, startsWith, toHex, utf8 } from '../bytes.js';
import { digestBytes, type Suite } from '../crypto/suite.js';
import type { GenesisFile } from '../format/genesis.js';
import { transactionLeaf } from '../format/transaction.js';
import { tags, taggedHash } from '../format/tags.js';
import { CertificateRecordSchema } from '../gen/ledger/v1/account_pb.js';
import { AuthorityStandingSchema } from '../gen/ledger/v1/catrust_pb.js';
import { GuaranteeSchema, GuaranteeTermsSchema, type Guarantee, type GuaranteeTerms, type SealedGuarantee } from '../gen/ledger/v1/guarantee_pb.js';
import { MemberSchema } from '../gen/ledger/v1/membership_pb.js';
import type { Passport, PassportOpening, PassportTransaction } from '../gen/ledger/v1/passport_pb.js';
import { TransactionSchema, TxBodySchema, type Signature, type TxBody } from '../gen/ledger/v1/transaction_pb.js';
import { guaranteeStateAt } from '../guarantee.js';
import { sidedPathHolds } from '../proof/merkle.js';
import type { ProvenState } from '../proof/multiproof.js';
import type { BlockHeader } from '../format/header.js';
import type { CheckList } from './checks.js';
import { readCanonical } from './file.js';
import { checkIssuerCertificate, checkIssuerSignature } from './issuer.js';
import type { WalkedBlock } from './walk.js';

const prefix = utf8('guarantee/guarantee/');
const idBytes = 16;
const saltBytes = 32;

/** What a valid passport proves of a guarantee, as of its checkpoint. */
export interface PassportGuarantee {
  record: Guarantee;
  /** At the checkpoint's time; expiry follows from the time. */
  state: ReturnType<typeof guaranteeStateAt>;
  /** Null while it is sealed and not opened here. */
  terms: GuaranteeTerms | null;
  /** Whether the issuer's own signature covers the terms; otherwise they hold by the state alone. */
  termsAreSigned: boolean;
  /** Empty where the issuer is no member any more. */
  issuerName: string;
}

interface Included {
  id: Uint8Array;
  body: TxBody;
  signature: Signature;
  header: BlockHeader;
}

/** A key of the state that the passport's proof does not reach. */
class Unproven extends Error {}

/** The checks of a guarantee, once its blocks are final (docs/spec/passport.md, transaction-inclusion to terms); null where what it shows counts for nothing. */
export function checkGuarantee({ suite, chainId }: GenesisFile, passport: Passport, blocks: WalkedBlock[], checks: CheckList): PassportGuarantee | null {
  const included = include(suite, chainId, blocks, checks);
  const issue = included && findIssue(passport, included, checks);
  if (!issue) {
    return null;
  }
  const { at, state } = blocks[blocks.length - 1]!;
  const evidence = readEvidence(state, passport, issue.transaction.body.signer, checks);
  if (!evidence) {
    return null;
  }
  const { record, issuer, signer } = evidence;
  const { transaction } = issue;
  checkIssuerSignature(signer, record.issuerUscc, transaction.id, transaction.signature, checks);
  checkIssuerCertificate(signer, passport.certificates.map((der) => taggedHash(suite, tags.certificate, der)), transaction.header.time, checks);
  checks.enter('as-of-status', 'notJudged', 'the chain judged the path when it registered the certificate; ledger passport verify judges it again');
  const opening = passport.openings[0];
  if (!checkCommitment(suite, record, issue.sealed, transaction.header, opening, checks)) {
    return null;
  }
  const terms = checkTerms(record, opening, checks);
  return terms === undefined ? null
    : { record, state: guaranteeStateAt(record, at.header.time), terms, termsAreSigned: opening !== undefined, issuerName: issuer?.name ?? '' };
}

function include(suite: Suite, chainId: Uint8Array, blocks: WalkedBlock[], checks: CheckList): Included[] | null {
  const included: Included[] = [];
  for (const { at: { header }, carried } of blocks) {
    for (const transaction of carried.transactions) {
      const read = readIncluded(suite, chainId, header, transaction);
      if (!read) {
        checks.enter('transaction-inclusion', 'failed', `a transaction of block ${header.height} is none of this chain, or does not stand there`);
        return null;
      }
      included.push(read);
    }
  }
  const alone = included.length === 1;
  checks.judge('transaction-inclusion', alone ? null : `it carries ${included.length} transactions; a guarantee's passport carries the one that issued it`);
  return alone ? included : null;
}

function readIncluded(suite: Suite, chainId: Uint8Array, header: BlockHeader, carried: PassportTransaction): Included | null {
  const transaction = readCanonical(TransactionSchema, carried.transaction);
  const body = transaction && readCanonical(TxBodySchema, transaction.body);
  if (!body || !transaction.signature || !equal(body.chainId, chainId) || body.signer.length !== digestBytes) {
    return null;
  }
  const id = taggedHash(suite, tags.transaction, transaction.body);
  const leaf = transactionLeaf(id, transaction.signature.value);
  return sidedPathHolds(header.transactionsRoot, leaf, carried, suite) ? { id, body, signature: transaction.signature, header } : null;
}

function findIssue({ recordKey }: Passport, [transaction]: Included[], checks: CheckList): { transaction: Included; sealed: SealedGuarantee } | null {
  if (!startsWith(recordKey, prefix) || recordKey.length !== prefix.length + idBytes) {
    checks.enter('commitment', 'failed', "the record's key is not that of a guarantee");
    return null;
  }
  const id = recordKey.subarray(prefix.length);
  const sealed = transaction!.body.calls.flatMap(({ contract }) =>
    contract.case === 'guarantee' && contract.value.method.case === 'issue' ? contract.value.method.value.guarantees : [])
    .find(({ guaranteeId }) => equal(guaranteeId, id));
  if (!sealed) {
    checks.enter('commitment', 'failed', `transaction ${toHex(transaction!.id)} does not issue guarantee ${toHex(id)}`);
    return null;
  }
  return { transaction: transaction!, sealed };
}

function readEvidence(state: ProvenState | null, { recordKey }: Passport, signerId: Uint8Array, checks: CheckList) {
  const find = <Schema extends DescMessage>(schema: Schema, key: Uint8Array): MessageShape<Schema> | null => {
    const value = state?.find(key);
    if (value === undefined) {
      throw new Unproven(`key ${toHex(key)} is not reached by the checkpoint's proof`);
    }
    return value && fromBinary(schema, value);
  };
  const need = <T>(found: T | null, what: string): T => {
    if (found === null) {
      throw new Unproven(`the checkpoint's state holds no ${what}`);
    }
    return found;
  };
  try {
    const record = need(find(GuaranteeSchema, recordKey), 'record under the passport\'s key');
    const issuer = find(MemberSchema, utf8(`membership/member/${record.issuerUscc}`));
    const certificate = need(find(CertificateRecordSchema, concat(utf8('account/certificate/'), signerId)), 'certificate of the signer');
    const standing = need(find(AuthorityStandingSchema, utf8(`catrust/standing/${certificate.caId}`)), 'standing of the certificate\'s CA');
    return { record, issuer, signer: { id: signerId, certificate, standing } };
  } catch (e) {
    if (!(e instanceof Unproven)) {
      throw e;
    }
    // The proof held for the block; what it lacks is found here.
    checks.fail('state-proof', e.message);
    return null;
  }
}

function checkCommitment(
  suite: Suite, record: Guarantee, sealed: SealedGuarantee, { time }: BlockHeader, opening: PassportOpening | undefined, checks: CheckList,
): boolean {
  const bound = equal(record.commitment, sealed.commitment) && record.issuedAt === time;
  const opens = !opening || (opening.salt.length === saltBytes &&
    equal(record.commitment, taggedHash(suite, tags.guaranteeCommitment, opening.salt, opening.content)));
  return checks.judge(
    'commitment',
    !bound ? `the record was issued at ${record.issuedAt} under another commitment, or by another transaction than that of ${time}`
      : !opens ? 'salt and terms of the opening do not hash to the commitment'
      : null,
    `${toHex(record.commitment)}, ${opening ? 'opened' : 'not opened here'}`);
}

/** The terms that count; null while they are sealed and not opened here, undefined where the check failed. */
function checkTerms(record: Guarantee, opening: PassportOpening | undefined, checks: CheckList): GuaranteeTerms | null | undefined {
  if (!opening && !record.terms) {
    checks.enter('terms', 'notApplicable', 'the guarantee is sealed, and the passport does not open it');
    return null;
  }
  const opened = opening ? readCanonical(GuaranteeTermsSchema, opening.content) : undefined;
  const terms = record.terms ?? opened;
  const wrong = opened === null || !terms ? 'the opening is not the one encoding of GuaranteeTerms'
    : opened && record.terms && !equals(GuaranteeTermsSchema, firstVersion(record, record.terms, opened), opened)
      ? "the record's terms are not those that were committed to"
    : terms.guarantorUscc !== record.issuerUscc ? `the terms name ${terms.guarantorUscc} as guarantor, the issuer is ${record.issuerUscc}`
    : null;
  return checks.judge('terms', wrong, opened ? 'as the issuer signed them' : 'as the state holds them') ? terms! : undefined;
}

/**
 * The record's terms as its first version had them: with amount, end and document of that version, and of a blind one without the section that was filled
 * in when it was revealed. A later premium is the chain's word.
 */
function firstVersion(record: Guarantee, present: GuaranteeTerms, opened: GuaranteeTerms): GuaranteeTerms {
  const terms = clone(GuaranteeTermsSchema, present);
  if (opened.blindSection) {
    [terms.sectionCode, terms.beneficiaryUscc] = ['', ''];
  }
  const [first] = record.versions;
  if (record.version > 1 && first) {
    [terms.amountFen, terms.validUntil, terms.documentDigest] = [first.amountFen, first.validUntil, first.documentDigest];
    terms.premiumFen = opened.premiumFen;
  }
  return terms;
}
