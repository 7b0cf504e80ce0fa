import { Code, ConnectError, createClient, type Transport } from '@connectrpc/connect';
import type {
  GetBlockResponse, GetHistoryProofResponse, GetStateResponse, ListEventsResponse, ListStateResponse, NodeStatus, TransactionStatus,
} from '../gen/ledger/v1/api_pb.js';
import { LedgerNode } from '../gen/ledger/v1/api_pb.js';
import { RefusalSchema, type Refusal } from '../gen/ledger/v1/transaction_pb.js';

/** A node refused a question, by a rule with a stable name. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  constructor(readonly refusal: Refusal) {
    super(`${refusal.name}: ${refusal.message}`);
  }
}

/** A node gave no answer: it is off, in the way is something, or it took too long. Says nothing about the chain. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

const callTimeoutMs = 15_000;

/** A node's answers as they come: nothing of them is checked. `LedgerReader` does that. */
export class NodeSource {
  private readonly client;

  constructor(transport: Transport) {
    this.client = createClient(LedgerNode, transport);
  }

  getStatus(): Promise<NodeStatus> {
    return this.call((options) => this.client.getStatus({}, options));
  }

  getBlock(height: bigint): Promise<GetBlockResponse> {
    return this.call((options) => this.client.getBlock({ height }, options));
  }

  getHistoryProof(height: bigint): Promise<GetHistoryProofResponse> {
    return this.call((options) => this.client.getHistoryProof({ height }, options));
  }

  getState(key: Uint8Array, height: bigint): Promise<GetStateResponse> {
    return this.call((options) => this.client.getState({ key, height }, options));
  }

  listState(prefix: Uint8Array, height: bigint, limit: number, from: Uint8Array): Promise<ListStateResponse> {
    return this.call((options) => this.client.listState({ prefix, height, limit, from }, options));
  }

  getTransaction(transactionId: Uint8Array): Promise<TransactionStatus> {
    return this.call((options) => this.client.getTransaction({ transactionId, prove: true }, options));
  }

  listEvents(after: bigint, typePrefix: string, limit: number): Promise<ListEventsResponse> {
    return this.call((options) => this.client.listEvents({ after, typePrefix, limit }, options));
  }

  private async call<T>(make: (options: { timeoutMs: number }) => Promise<T>): Promise<T> {
    try {
      return await make({ timeoutMs: callTimeoutMs });
    } catch (e) {
      const error = ConnectError.from(e);
      const [refusal] = error.findDetails(RefusalSchema);
      if (refusal) {
        throw new RefusedError(refusal);
      }
      throw new UnreachableError(`${Code[error.code]}: ${error.rawMessage}`);
    }
  }
}

/** What a reader asks of a node, whoever answers. */
export type Answers = Pick<NodeSource, keyof NodeSource>;
