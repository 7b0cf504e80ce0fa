import { fromBinary } from '@bufbuild/protobuf';
import type { GenesisFile } from '../format/genesis.js';
import { Roster } from '../format/roster.js';
import { ValidatorSetSchema } from '../gen/ledger/v1/block_pb.js';
import type { Passport, PassportBlock } from '../gen/ledger/v1/passport_pb.js';
import { ProvenState } from '../proof/multiproof.js';
import { TrustedChain, validatorsKey, type FinalHeader } from '../trust/chain.js';
import { VerificationError } from '../trust/failure.js';
import type { CheckList } from './checks.js';

/** A block of a passport that is known to be final, with what is proven of the state after it. */
export interface WalkedBlock {
  at: FinalHeader;
  state: ProvenState | null;
  carried: PassportBlock;
}

/**
 * Goes through a passport's blocks from genesis up (docs/spec/passport.md, validator-chain to state-proof): each is final under the set trusted at its
 * height, and a state that such a set finalised may name the next one. No node is asked. Null where a check failed.
 */
export async function walk(genesis: GenesisFile, passport: Passport, checks: CheckList): Promise<WalkedBlock[] | null> {
  const chain = new TrustedChain(genesis, {
    getState: () => Promise.reject(new VerificationError('UNTRUSTED_VALIDATORS', 'the set does not follow from genesis by the blocks before it')),
  });
  const blocks: WalkedBlock[] = [];
  for (const carried of passport.blocks) {
    const at = await finalOf(chain, carried, blocks[blocks.length - 1]?.at, checks);
    const state = at && stateOf(genesis, at, carried, checks);
    if (!at || state === undefined || !learn(genesis, chain, at, state, checks)) {
      return null;
    }
    blocks.push({ at, state, carried });
  }
  checks.enter('validator-chain', 'passed', `${chain.sets} validator set(s), from genesis on`);
  checks.enter('quorum-certificate', 'passed', `${blocks.length} block(s), the newest of height ${blocks[blocks.length - 1]!.at.header.height}`);
  checks.enter('state-proof', 'passed');
  return blocks;
}

async function finalOf(chain: TrustedChain, block: PassportBlock, below: FinalHeader | undefined, checks: CheckList): Promise<FinalHeader | null> {
  let at: FinalHeader;
  try {
    at = await chain.verify(block.header, block.headers, block.certificate);
  } catch (e) {
    if (!(e instanceof VerificationError)) {
      throw e;
    }
    const name = e.kind === 'UNTRUSTED_VALIDATORS' ? 'validator-chain' : 'quorum-certificate';
    checks.enter(name, e.verdict === 'untrusted' ? 'untrusted' : e.verdict === 'newer' ? 'newer' : 'failed', e.message);
    return null;
  }
  const { height } = at.header;
  if (height === 0n || (below && below.header.height >= height)) {
    checks.enter('quorum-certificate', 'failed', height === 0n ? 'nobody signs block 0' : `the block of height ${height} does not stand above the one before it`);
    return null;
  }
  return at;
}

/** The proven state; null where the block carries none, undefined where its proof does not hold. */
function stateOf(genesis: GenesisFile, { header }: FinalHeader, { state }: PassportBlock, checks: CheckList): ProvenState | null | undefined {
  if (!state) {
    return null;
  }
  const proven = ProvenState.from(header.stateRoot, state, genesis.suite);
  if (proven instanceof ProvenState) {
    return proven;
  }
  checks.enter('state-proof', 'failed', `the multiproof of the block of height ${header.height}: ${proven}`);
  return undefined;
}

function learn(genesis: GenesisFile, chain: TrustedChain, { header }: FinalHeader, state: ProvenState | null, checks: CheckList): boolean {
  const bytes = state?.find(validatorsKey);
  if (!bytes) {
    return true;
  }
  const roster = readRoster(genesis, bytes);
  if (!roster) {
    checks.enter('validator-chain', 'failed', `the validator set in the state of height ${header.height} is not well formed`);
    return false;
  }
  chain.learn(header.height + 1n, roster);
  return true;
}

function readRoster({ suite }: GenesisFile, bytes: Uint8Array): Roster | null {
  try {
    return Roster.from(suite, fromBinary(ValidatorSetSchema, bytes));
  } catch {
    return null;
  }
}
