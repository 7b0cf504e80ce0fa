import { equal, toHex } from '../bytes.js';
import { guomi, international } from '../crypto/suite.js';
import type { GenesisFile } from '../format/genesis.js';
import { tags, taggedHash } from '../format/tags.js';
import { PassportKind } from '../gen/ledger/v1/passport_pb.js';
import { isInForce } from '../guarantee.js';
import type { FinalHeader } from '../trust/chain.js';
import { CheckList, type CheckName, type CheckOutcome, type PassportCheck } from './checks.js';
import { isFault, readPassport } from './file.js';
import { checkGuarantee, type PassportGuarantee } from './guarantee.js';
import { walk } from './walk.js';

/** Yes, no, or why neither: of another chain, of a later format, not shown. */
export type PassportAnswer = 'yes' | 'no' | 'untrusted' | 'newer' | 'unknown';

/** What a passport's reader wants to know, as three answers that stand by themselves. */
export interface PassportReport {
  /** Every byte is as it was made, and final on the chain. */
  whole: PassportAnswer;
  /** The issuer signed it, with a certificate that the chain recognised then. */
  recognised: PassportAnswer;
  /** It stood behind its bidder at the checkpoint. */
  inForce: PassportAnswer;
  checks: PassportCheck[];
  /** The block as of whose state the record is proven; null where it was not reached. */
  checkpoint: FinalHeader | null;
  guarantee: PassportGuarantee | null;
}

const ofFile: CheckName[] = ['format', 'genesis', 'validator-chain', 'quorum-certificate', 'state-proof', 'transaction-inclusion', 'commitment', 'terms'];
const ofIssuer: CheckName[] = ['issuer-signature', 'issuer-certificate'];

/**
 * Judges a guarantee's passport offline, by nothing but the genesis file (docs/spec/passport.md). Takes any bytes. What it leaves to other programs is
 * entered as `notJudged`: the path of the issuer's certificate as of signing, and passports of credentials, which answer a request that only its maker has.
 */
export async function verifyPassport(genesis: GenesisFile, file: Uint8Array): Promise<PassportReport> {
  const checks = new CheckList();
  const read = readPassport(file);
  if (isFault(read)) {
    checks.enter('format', read.newer ? 'newer' : 'failed', read.detail);
    return report(checks, null, null);
  }
  checks.enter('format', 'passed', `${file.length} bytes`);
  if (!equal(read.chainId, genesis.chainId)) {
    checks.enter('genesis', 'untrusted', `it is a passport of chain ${toHex(read.chainId.subarray(0, 32))}, trusted is ${toHex(genesis.chainId)}`);
    return report(checks, null, null);
  }
  const carriesIt = read.genesis.length === 0 || [guomi, international].some((suite) => equal(taggedHash(suite, tags.genesis, read.genesis), genesis.chainId));
  if (!checks.judge('genesis', carriesIt ? null : "the genesis file in the passport does not hash to the trusted chain's id", `chain ${toHex(genesis.chainId)}`)) {
    return report(checks, null, null);
  }
  const blocks = await walk(genesis, read, checks);
  const checkpoint = blocks?.[blocks.length - 1]?.at ?? null;
  if (blocks && read.kind === PassportKind.CREDENTIAL) {
    checks.enter('commitment', 'notJudged', 'a credential answers a request: ledger passport verify FILE --request REQUEST judges it');
  }
  return report(checks, checkpoint, blocks && read.kind === PassportKind.GUARANTEE ? checkGuarantee(genesis, read, blocks, checks) : null);
}

function report(checks: CheckList, checkpoint: FinalHeader | null, guarantee: PassportGuarantee | null): PassportReport {
  const list = checks.toList();
  const whole = answerOf(list, ofFile);
  const inForce = guarantee && isInForce(guarantee.state);
  return {
    whole,
    recognised: answerOf(list, ofIssuer),
    // Of what is not whole nobody can say whether it stands.
    inForce: whole !== 'yes' || inForce === null ? 'unknown' : inForce ? 'yes' : 'no',
    checks: list,
    checkpoint,
    guarantee,
  };
}

function answerOf(checks: PassportCheck[], names: CheckName[]): PassportAnswer {
  const outcomes = checks.filter(({ name }) => names.includes(name)).map(({ outcome }) => outcome);
  const has = (outcome: CheckOutcome) => outcomes.includes(outcome);
  return has('failed') ? 'no' : has('untrusted') ? 'untrusted' : has('newer') ? 'newer' : has('notReached') || has('notJudged') ? 'unknown' : 'yes';
}
