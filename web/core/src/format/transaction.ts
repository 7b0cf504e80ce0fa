import { fromBinary } from '@bufbuild/protobuf';
import { concat, equal } from '../bytes.js';
import type { Suite } from '../crypto/suite.js';
import { BatchSchema, SignedBatchSchema, type Batch } from '../gen/ledger/v1/block_pb.js';
import { TransactionSchema, TxBodySchema, type TxBody } from '../gen/ledger/v1/transaction_pb.js';
import type { BlockHeader } from './header.js';
import { tags, taggedHash } from './tags.js';

/** A transaction as it stands in a block. */
export interface CarriedTransaction {
  id: Uint8Array;
  body: TxBody;
  signature: Uint8Array;
}

/** Reads a carried transaction; null where the bytes are none in the one encoding. */
export function readTransaction(suite: Suite, bytes: Uint8Array): CarriedTransaction | null {
  try {
    const { body, signature } = fromBinary(TransactionSchema, bytes);
    const read = fromBinary(TxBodySchema, body);
    return !signature ? null : { id: taggedHash(suite, tags.transaction, body), body: read, signature: signature.value };
  } catch {
    return null; // no protobuf: stands in its block as an empty leaf
  }
}

/** The transaction's leaf in its block's tree of transactions. */
export const transactionLeaf = (id: Uint8Array, signature: Uint8Array) => concat(id, signature);

const zero = new Uint8Array(32);

/** The batch that a block was made from; null where what was ordered does not count, which its header tells by naming no proposer. */
export function countedBatch(header: BlockHeader, ordered: Uint8Array): Batch | null {
  if (equal(header.proposer, zero)) {
    return null;
  }
  try {
    const batch = fromBinary(BatchSchema, fromBinary(SignedBatchSchema, ordered).batch);
    return equal(batch.proposer, header.proposer) ? batch : null;
  } catch {
    return null;
  }
}

