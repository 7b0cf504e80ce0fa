import { fromBinary } from '@bufbuild/protobuf';
import { equal, toHex, utf8 } from '../bytes.js';
import { checkCertificate } from '../format/certificate.js';
import type { GenesisFile } from '../format/genesis.js';
import { headerHash, readHeader, type BlockHeader } from '../format/header.js';
import { Roster } from '../format/roster.js';
import type { GetHistoryProofResponse, GetStateResponse } from '../gen/ledger/v1/api_pb.js';
import { ValidatorSetSchema, type QuorumCertificate } from '../gen/ledger/v1/block_pb.js';
import { checkMerkleProof } from '../proof/merkle.js';
import { checkStateProof } from '../proof/state.js';
import { VerificationError } from './failure.js';

/** Most headers between a block and the certified one. */
const headersMax = 1024;
/** Most changes of the validator set that are followed for one answer. */
const changesMax = 1024;

/** The state key of the set that finalises the next block. */
export const validatorsKey = utf8('membership/validators/current');

/** A header that is final, and who made it so. */
export interface FinalHeader {
  header: BlockHeader;
  hash: Uint8Array;
  /** The height whose certificate makes it final: its own, or one above. */
  certifiedAt: bigint;
  /** Names of the validators that signed there, and how many there are. */
  signers: string[];
  validators: number;
}

/** What of a node is needed to follow the changes of its validator set. */
export interface StateSource {
  getState(key: Uint8Array, height: bigint): Promise<GetStateResponse>;
}

interface Read {
  header: BlockHeader;
  hash: Uint8Array;
}

/**
 * Decides which headers are final, from the genesis file on: under the set that finalises them, and each later set shown by a state that a trusted set
 * finalised (docs/spec/finality.md).
 */
export class TrustedChain {
  /** The sets that are trusted, each from a height on; ascending, the first from 0. */
  private readonly eras: { from: bigint; roster: Roster }[];

  constructor(readonly genesis: GenesisFile, private readonly source: StateSource) {
    this.eras = [{ from: 0n, roster: genesis.validators }];
  }

  /** The set that finalises the block of this height, as far as it was followed. */
  rosterAt(height: bigint): Roster {
    return this.eras[this.eraAt(height)]!.roster;
  }

  /** How many sets there have been, as far as they were followed. */
  get sets(): number {
    return this.eras.length;
  }

  /** The header, where it is final: certified itself, or named through `above` by a later one that is. @throws VerificationError where it is not. */
  async verify(bytes: Uint8Array, above: Uint8Array[], certificate: QuorumCertificate | undefined): Promise<FinalHeader> {
    const read = this.read(bytes);
    const top = this.linkUp(read, above);
    if (!certificate) {
      throw new VerificationError('MISSING', `the certificate of height ${top.header.height}`);
    }
    if (!equal(this.rosterAt(top.header.height).hash, top.header.validatorsHash)) {
      await this.follow(top.header);
    }
    const { signers, validators } = this.certify(top, certificate);
    return { ...read, certifiedAt: top.header.height, signers, validators };
  }

  /** The header, where it is in the history of a later final one, whoever signed at its own height. @throws VerificationError where it is not. */
  async verifyInHistory(bytes: Uint8Array, proof: GetHistoryProofResponse): Promise<FinalHeader> {
    const anchor = await this.verify(proof.anchor, [], proof.certificate);
    const read = this.read(bytes);
    const { height } = read.header;
    const path = proof.proof;
    const holds = path && path.index === height && path.size === anchor.header.height &&
      checkMerkleProof(anchor.header.historyRoot, read.hash, path, this.genesis.suite) === null;
    if (!holds) {
      throw new VerificationError('BROKEN_HEADER_CHAIN', `height ${height} is not shown to be in the history of ${anchor.header.height}`);
    }
    return { ...read, certifiedAt: anchor.header.height, signers: anchor.signers, validators: anchor.validators };
  }

  private read(bytes: Uint8Array): Read {
    if (bytes.length === 0) {
      throw new VerificationError('MISSING', 'a header');
    }
    const header = readHeader(bytes);
    if (header === 'newer') {
      throw new VerificationError('NEWER_FORMAT', 'the header is of a later format than this page reads');
    }
    if (header === 'malformed') {
      throw new VerificationError('MALFORMED_HEADER', `${bytes.length} bytes are no header`);
    }
    if (!equal(header.chainId, this.genesis.chainId)) {
      throw new VerificationError('OTHER_CHAIN', `the header is of chain ${toHex(header.chainId)}, not of ${toHex(this.genesis.chainId)}`);
    }
    return { header, hash: headerHash(this.genesis.suite, bytes) };
  }

  // Each header names the one below, under the same validators: no later set's word makes a block final that changes the set.
  private linkUp(below: Read, above: Uint8Array[]): Read {
    if (above.length > headersMax) {
      throw new VerificationError('BROKEN_HEADER_CHAIN', `${above.length} headers lie between block and certificate; the most is ${headersMax}`);
    }
    for (const bytes of above) {
      const next = this.read(bytes);
      const follows = next.header.height === below.header.height + 1n && equal(next.header.previous, below.hash) &&
        equal(next.header.validatorsHash, below.header.validatorsHash);
      if (!follows) {
        throw new VerificationError('BROKEN_HEADER_CHAIN', `height ${next.header.height} does not follow ${below.header.height}`);
      }
      below = next;
    }
    return below;
  }

  private certify(top: Read, certificate: QuorumCertificate): { signers: string[]; validators: number } {
    const { height, validatorsHash } = top.header;
    const roster = this.rosterAt(height);
    if (!equal(roster.hash, validatorsHash)) {
      throw new VerificationError('UNTRUSTED_VALIDATORS', `height ${height} is of validators that no trusted state names`);
    }
    const checked = checkCertificate(certificate, this.genesis.chainId, height, top.hash, roster);
    if (typeof checked === 'string') {
      throw new VerificationError(checked, `the certificate of height ${height}`);
    }
    return { signers: checked.signers.map((signer) => signer.name), validators: roster.set.validators.length };
  }

  private async follow(target: BlockHeader): Promise<void> {
    for (let changes = 0; !equal(this.rosterAt(target.height).hash, target.validatorsHash); changes++) {
      if (changes === changesMax) {
        throw new VerificationError('UNTRUSTED_VALIDATORS', `more than ${changes} changes of the validator set up to height ${target.height}`);
      }
      await this.followOne(target);
    }
  }

  // Below `known` the set is trusted; `unknown` names one that is not. Halving the gap ends at a trusted block whose state names the next set.
  private async followOne(target: BlockHeader): Promise<void> {
    const before = this.eras.length;
    let known = this.eras[this.eraAt(target.height)]!.from || 1n; // genesis' set finalises block 1 too
    let unknown = target.height;
    while (this.eras.length === before) {
      if (unknown <= known) {
        throw new VerificationError('UNTRUSTED_VALIDATORS', `the set of height ${target.height} is not the one that the state before names`);
      }
      const middle = known + (unknown - known) / 2n;
      if (await this.learnAt(middle)) {
        known = middle + 1n;
      } else {
        unknown = middle;
      }
    }
  }

  /** Takes the set that the state after this height names; false where the height itself is of a set that is not trusted yet. */
  private async learnAt(height: bigint): Promise<boolean> {
    const answer = await this.source.getState(validatorsKey, height);
    const read = this.read(answer.header);
    if (read.header.height !== height) {
      throw new VerificationError('OTHER_HEIGHT', `asked for height ${height}, got ${read.header.height}`);
    }
    const top = this.linkUp(read, answer.headers);
    if (!equal(this.rosterAt(top.header.height).hash, top.header.validatorsHash)) {
      return false;
    }
    if (!answer.certificate || !answer.proof) {
      throw new VerificationError('MISSING', `the validator set as of height ${height}`);
    }
    this.certify(top, answer.certificate);
    const { proof } = answer;
    const fault = checkStateProof(read.header.stateRoot, proof, this.genesis.suite);
    if (fault || !proof.present || !equal(proof.key, validatorsKey)) {
      throw new VerificationError('STATE_PROOF', `the validator set as of height ${height}: ${fault ?? 'another key, or none'}`);
    }
    const roster = Roster.from(this.genesis.suite, fromBinary(ValidatorSetSchema, proof.value));
    if (!roster) {
      throw new VerificationError('MALFORMED_RECORD', `the validator set as of height ${height} is not well formed`);
    }
    this.learn(height + 1n, roster);
    return true;
  }

  /** Trusts a set from a height on. The caller has seen it in the state of the height before, which a trusted set finalised. */
  learn(from: bigint, roster: Roster): void {
    const at = this.eraAt(from);
    if (equal(this.eras[at]!.roster.hash, roster.hash)) {
      return;
    }
    const replaces = this.eras[at]!.from === from;
    this.eras.splice(replaces ? at : at + 1, replaces ? 1 : 0, { from, roster });
  }

  private eraAt(height: bigint): number {
    let at = this.eras.length - 1;
    while (this.eras[at]!.from > height) {
      at--;
    }
    return at;
  }
}
