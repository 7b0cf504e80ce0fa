import { equals, fromBinary, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
import { concat, equal, fromHex, toHex, utf8 } from './bytes.js';
import { digestBytes, type Suite } from './crypto/suite.js';
import type { GenesisFile } from './format/genesis.js';
import { countedBatch, readTransaction, transactionLeaf, type CarriedTransaction } from './format/transaction.js';
import { Fate, type GetBlockResponse, type ListStateResponse, type NodeStatus } from './gen/ledger/v1/api_pb.js';
import type { QuorumCertificate } from './gen/ledger/v1/block_pb.js';
import { EventSchema, ReceiptSchema, type Event, type Receipt } from './gen/ledger/v1/transaction_pb.js';
import { KeptAnswers } from './kept.js';
import type { Answers } from './node/source.js';
import { checkListProof } from './proof/list.js';
import { checkMerkleProof, merkleRoot } from './proof/merkle.js';
import { checkStateProof } from './proof/state.js';
import { keyBytesMax } from './proof/tree.js';
import { TrustedChain, type FinalHeader } from './trust/chain.js';
import { VerificationError } from './trust/failure.js';

/** A key's value as of a final height; null where it is proven that there is none. */
export interface ProvenValue {
  key: Uint8Array;
  value: Uint8Array | null;
  at: FinalHeader;
}

/** All keys under a prefix as of a final height, proven complete; or the first of them, where `complete` is false. */
export interface ProvenList {
  entries: { key: Uint8Array; value: Uint8Array }[];
  complete: boolean;
  at: FinalHeader;
}

/** A final block. Its transactions and receipts make the roots of its header, so none is missing and none was added. */
export interface ProvenBlock {
  at: FinalHeader;
  transactions: (CarriedTransaction | null)[];
  receipts: Receipt[];
}

/** An event of a final block, found in its block at the place that the node said. */
export interface ProvenEvent {
  cursor: bigint;
  transactionId: Uint8Array;
  event: Event;
  at: FinalHeader;
}

/** A transaction that landed, and what became of it. */
export interface ProvenTransaction {
  id: Uint8Array;
  index: number;
  receipt: Receipt;
  at: FinalHeader;
}

export interface ProvenHead {
  at: FinalHeader;
  /** What the node says of itself: nobody proves that. */
  status: NodeStatus;
}

const pageEntries = 500;

/** Reads a chain through one node and believes nothing of it: each answer is checked from the genesis file on. */
export class LedgerReader {
  readonly chain: TrustedChain;
  private readonly blocks = new KeptAnswers<bigint, ProvenBlock>(64);
  /** The newest height that was seen to be final, here or by a reader before: an older head counts as stale. */
  private seen = 0n;

  constructor(readonly genesis: GenesisFile, private readonly node: Answers) {
    this.chain = new TrustedChain(genesis, node);
  }

  /** Takes up what an earlier reader has seen. */
  haveSeen(height: bigint): void {
    this.seen = height > this.seen ? height : this.seen;
  }

  /** The newest final block that this node shows. @throws VerificationError `STALE_HEAD` where a newer one was shown before. */
  async head(): Promise<ProvenHead> {
    const seen = this.seen;
    const status = await this.node.getStatus();
    const at = await this.chain.verify(status.header, [], status.certificate);
    this.observeNewest(at, seen);
    return { at, status };
  }

  /** One key as of a height, 0 for the newest. */
  async get(key: Uint8Array, height = 0n): Promise<ProvenValue> {
    const seen = this.seen;
    const answer = await this.node.getState(key, height);
    const at = await this.anchor(answer, height, seen);
    const { proof } = answer;
    if (!proof) {
      throw new VerificationError('MISSING', 'the proof of the state');
    }
    if (!equal(proof.key, key)) {
      throw new VerificationError('OTHER_KEY', `asked for ${show(key)}, got a proof of ${show(proof.key)}`);
    }
    const fault = checkStateProof(at.header.stateRoot, proof, this.genesis.suite);
    if (fault) {
      throw new VerificationError('STATE_PROOF', `${show(key)} at height ${at.header.height}: ${fault}`);
    }
    return { key, value: proof.present ? proof.value : null, at };
  }

  /** The keys under a prefix as of a height, 0 for the newest: all, or the first `most`. Pages join by their ends, all as of one height. */
  async list(prefix: Uint8Array, height = 0n, most = 20_000): Promise<ProvenList> {
    const seen = this.seen;
    const entries: ProvenList['entries'] = [];
    let join = new Uint8Array(0);
    let at: FinalHeader | null = null;
    for (;;) {
      const answer = await this.node.listState(prefix, at?.header.height ?? height, Math.min(pageEntries, most - entries.length + 1), join);
      const anchor: FinalHeader = await this.anchor(answer, at?.header.height ?? height, seen);
      at ??= anchor;
      const page = this.checkPage(answer, prefix, join, anchor);
      entries.push(...page.entries);
      if (page.ends || entries.length >= most) {
        return { entries, complete: page.ends, at };
      }
      join = new Uint8Array(entries[entries.length - 1]!.key);
    }
  }

  /** A final block by its height, with everything in it. The newest that were asked for are kept. */
  block(height: bigint): Promise<ProvenBlock> {
    return this.blocks.get(height, () => this.readBlock(height));
  }

  /** How many events this node has numbered so far: the newest one's cursor. The node's word. */
  async lastCursor(): Promise<bigint> {
    return (await this.node.listEvents(0n, '', 1)).last;
  }

  /**
   * The events after a cursor, each proven by its block, and none of a block's left out between the first and the last of them. What cursors cannot
   * show is that no whole block was left out: blocks show that (docs/spec/finality.md, events).
   */
  async events(after: bigint, limit: number): Promise<ProvenEvent[]> {
    const { events } = await this.node.listEvents(after, '', limit);
    const proven: ProvenEvent[] = [];
    let before: { height: bigint; place: number; isLast: boolean } | null = null;
    for (const [i, { cursor, height, transactionIndex, eventIndex, transactionId, event }] of events.entries()) {
      const block = await this.block(height);
      const receipt = block.receipts[transactionIndex];
      const told = receipt?.events[eventIndex];
      const genuine = event && told && receipt.code === 0 && equals(EventSchema, told, event) && cursor === after + 1n + BigInt(i) &&
        equal(block.transactions[transactionIndex]?.id ?? new Uint8Array(0), transactionId);
      if (!genuine) {
        throw new VerificationError('OTHER_PLACE', `event ${cursor} does not stand in block ${height} where the node says`);
      }
      const place = eventsIn(block.receipts.slice(0, transactionIndex)) + eventIndex;
      const follows = !before || (before.height === height ? place === before.place + 1 : height > before.height && before.isLast && place === 0);
      if (!follows) {
        throw new VerificationError('EVENT_LEFT_OUT', `between event ${cursor - 1n} and ${cursor} stand others in their blocks`);
      }
      before = { height, place, isLast: place === eventsIn(block.receipts) - 1 };
      proven.push({ cursor, transactionId, event, at: block.at });
    }
    return proven;
  }

  private async readBlock(height: bigint): Promise<ProvenBlock> {
    const { block, certificate }: GetBlockResponse = await this.node.getBlock(height);
    if (!block) {
      throw new VerificationError('MISSING', `block ${height}`);
    }
    const at = await this.blockHeader(height, block.header, certificate);
    if (at.header.height !== height) {
      throw new VerificationError('OTHER_HEIGHT', `asked for block ${height}, got ${at.header.height}`);
    }
    const { suite } = this.genesis;
    const carried = countedBatch(at.header, block.batch)?.transactions ?? [];
    if (carried.length !== block.receipts.length) {
      throw new VerificationError('BLOCK_CONTENT', `block ${height} has ${carried.length} transactions and ${block.receipts.length} receipts`);
    }
    const receipts = block.receipts.map((bytes) => decode(ReceiptSchema, bytes, 'a receipt'));
    const transactions = carried.map((bytes, i) => readCarried(suite, bytes, receipts[i]!));
    const leaves = transactions.map((carrying) => (carrying ? transactionLeaf(carrying.id, carrying.signature) : new Uint8Array(0)));
    this.checkRoot(at.header.transactionsRoot, leaves, 'transactions', height);
    this.checkRoot(at.header.receiptsRoot, block.receipts, 'receipts', height);
    return { at, transactions, receipts };
  }

  /** A transaction's fate by its id; null where this node does not know it, which proves nothing. */
  async transaction(id: Uint8Array): Promise<ProvenTransaction | null> {
    const status = await this.node.getTransaction(id);
    if (status.fate !== Fate.FINAL) {
      return null;
    }
    const at = await this.chain.verify(status.header, status.headers, status.certificate);
    const { receiptProof, transactionProof, index } = status;
    if (at.header.height !== status.height) {
      throw new VerificationError('OTHER_HEIGHT', `said to be final at ${status.height}, its header is of ${at.header.height}`);
    }
    if (!receiptProof || !transactionProof) {
      throw new VerificationError('MISSING', 'the proofs of the transaction');
    }
    const place = BigInt(index);
    if (receiptProof.index !== place || transactionProof.index !== place || receiptProof.size !== transactionProof.size) {
      throw new VerificationError('OTHER_PLACE', `said to be at ${index}; its proofs are of ${transactionProof.index} and ${receiptProof.index}`);
    }
    const { suite } = this.genesis;
    const receiptFault = checkMerkleProof(at.header.receiptsRoot, status.receipt, receiptProof, suite);
    if (receiptFault) {
      throw new VerificationError('RECEIPT_PROOF', receiptFault);
    }
    const fault = checkMerkleProof(at.header.transactionsRoot, transactionLeaf(id, status.signature), transactionProof, suite);
    if (fault) {
      throw new VerificationError('TRANSACTION_PROOF', fault);
    }
    const receipt = decode(ReceiptSchema, status.receipt, 'the receipt');
    if (!receipt.landed) {
      throw new VerificationError('NOT_LANDED', 'the receipt is of a copy that was refused, and says nothing of the transaction');
    }
    if (receipt.index !== index) {
      throw new VerificationError('OTHER_PLACE', `said to be at ${index}; its receipt says ${receipt.index}`);
    }
    return { id, index, receipt, at };
  }

  private async anchor(answer: { header: Uint8Array; headers: Uint8Array[]; certificate?: QuorumCertificate }, height: bigint, seen: bigint) {
    const at = await this.chain.verify(answer.header, answer.headers, answer.certificate);
    if (height === 0n) {
      this.observeNewest(at, seen);
    } else if (at.header.height !== height) {
      throw new VerificationError('OTHER_HEIGHT', `asked for height ${height}, got ${at.header.height}`);
    }
    return at;
  }

  // Answers may overtake one another, so a head is held against what had been seen when it was asked for.
  private observeNewest(at: FinalHeader, seen: bigint): void {
    const { height } = at.header;
    if (height < seen) {
      throw new VerificationError('STALE_HEAD', `the node's newest block is ${height}, but ${seen} was final before`);
    }
    this.haveSeen(height);
  }

  private checkPage({ proof }: ListStateResponse, prefix: Uint8Array, join: Uint8Array, at: FinalHeader) {
    if (!proof) {
      throw new VerificationError('MISSING', 'the proof of the list');
    }
    if (!equal(proof.prefix, prefix)) {
      throw new VerificationError('OTHER_KEY', `asked for the list of ${show(prefix)}, got one of ${show(proof.prefix)}`);
    }
    const verdict = checkListProof(at.header.stateRoot, proof, this.genesis.suite);
    if (verdict.fault) {
      throw new VerificationError('STATE_PROOF', `the list of ${show(prefix)} at height ${at.header.height}: ${verdict.fault}`);
    }
    const all = proof.entries.map(({ key, content }) => {
      if (content.case !== 'value') {
        throw new VerificationError('MISSING', `a value of the list of ${show(prefix)}: only its hash came`);
      }
      return { key, value: content.value };
    });
    const first = join.length === 0;
    const entries = first ? all : all.slice(1);
    const joins = first ? verdict.fromStart : all.length > 0 && equal(all[0]!.key, join);
    if (!joins || (!verdict.toEnd && entries.length === 0)) {
      throw new VerificationError('INCOMPLETE_LIST', `entries of the list of ${show(prefix)} at height ${at.header.height} were left out`);
    }
    return { entries, ends: verdict.toEnd };
  }

  // Not every block has a certificate of its own: it is in the history of the newest one that has. So is block 0, for which nobody votes.
  private async blockHeader(height: bigint, header: Uint8Array, certificate: QuorumCertificate | undefined): Promise<FinalHeader> {
    return certificate && height > 0n
      ? this.chain.verify(header, [], certificate)
      : this.chain.verifyInHistory(header, await this.node.getHistoryProof(height));
  }

  private checkRoot(root: Uint8Array, leaves: Uint8Array[], what: string, height: bigint): void {
    if (!equal(merkleRoot(this.genesis.suite, leaves), root)) {
      throw new VerificationError('BLOCK_CONTENT', `the ${what} of block ${height} do not make its header's root`);
    }
  }
}

const eventsIn = (receipts: Receipt[]) => receipts.reduce((sum, { events }) => sum + events.length, 0);

/** The message, or `MALFORMED_RECORD`. */
function decode<T extends DescMessage>(schema: T, bytes: Uint8Array, what: string): MessageShape<T> {
  try {
    return fromBinary(schema, bytes);
  } catch {
    throw new VerificationError('MALFORMED_RECORD', `${what} cannot be read`);
  }
}

// Bytes in a batch that are no transaction of this chain (docs/spec/transaction.md, checks without state) stand as an empty leaf, and their receipt
// says which rule they fail. Whoever were told otherwise would find another root.
function readCarried(suite: Suite, bytes: Uint8Array, { landed, code }: Receipt): CarriedTransaction | null {
  const read = readTransaction(suite, bytes);
  const failsForm = !landed && ((code >= 1001 && code <= 1008) || code === 4012 || (code === 1012 && read?.body.signer.length !== digestBytes));
  return failsForm ? null : read;
}

/** A key as people write it: text where it is printable, the last part in hexadecimal digits where it is not. */
export function show(key: Uint8Array): string {
  const text = (bytes: Uint8Array) => String.fromCharCode(...bytes);
  const other = key.findIndex((byte) => byte < 0x21 || byte > 0x7e);
  if (other < 0) {
    return text(key);
  }
  const part = key.subarray(0, other).lastIndexOf(0x2f) + 1;
  return `${text(key.subarray(0, part))}0x${toHex(key.subarray(part))}`;
}


/** The key that {@link show} wrote, or `%xx` for any byte; null where the text is none. */
export function readKey(text: string): Uint8Array | null {
  const part = text.lastIndexOf('/') + 1;
  const hex = text.slice(part).startsWith('0x') ? fromHex(text.slice(part + 2)) : null;
  const plain = hex && hex.length > 0 ? text.slice(0, part) : text;
  if (!/^[!-~]*$/.test(plain) || /%(?![0-9a-fA-F]{2})/.test(plain)) {
    return null;
  }
  const bytes = utf8(plain.replace(/%([0-9a-fA-F]{2})/g, (_, two: string) => String.fromCharCode(Number.parseInt(two, 16))));
  const key = hex ? concat(bytes, hex) : bytes;
  return key.length >= 1 && key.length <= keyBytesMax ? key : null;
}
