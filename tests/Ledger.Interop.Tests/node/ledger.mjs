// @grpc/grpc-js, from the project's own .proto files, against a validator of a running consortium: one JSON line for each case.
// Usage: node ledger.mjs HOST:PORT TRANSACTION [case...]     TRANSACTION: a signed one that lands, in base64
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import protobuf from 'protobufjs';
import { deepEqual, equal, ok, rejects, run } from './report.mjs';

const [target, encoded, ...only] = process.argv.slice(2);
const transaction = Buffer.from(encoded, 'base64');
const protos = fileURLToPath(new URL('../../../proto', import.meta.url));
const root = new protobuf.Root();
root.resolvePath = (_, file) => (file.startsWith(protos) ? file : `${protos}/${file}`);
root.loadSync('ledger/v1/api.proto');
const rpcStatus = protobuf.loadSync(fileURLToPath(new URL('../Protos/google/rpc/status.proto', import.meta.url))).lookupType('google.rpc.Status');
const refusalType = root.lookupType('ledger.v1.Refusal');
const definition = loader.loadSync('ledger/v1/api.proto', { includeDirs: [protos], longs: Number, enums: String, defaults: true, keepCase: true });
const { LedgerNode } = grpc.loadPackageDefinition(definition).ledger.v1;

const clients = [];
const clientWith = (options = {}) => {
  const client = new LedgerNode(target, grpc.credentials.createInsecure(), options);
  clients.push(client);
  return client;
};
const client = clientWith();
const call = (method, request, options = {}, stub = client) => new Promise((resolve, reject) => {
  stub[method](request, new grpc.Metadata(), options, (error, response) => (error ? reject(error) : resolve(response)));
});
const within = (ms) => ({ deadline: Date.now() + ms });

// The names of a refusal's details: the refusal's own first, then the types of the others.
const refusalOf = (failure) => {
  const { details } = rpcStatus.decode(failure.metadata.get('grpc-status-details-bin')[0]);
  return details.map((detail, i) => (i === 0 ? refusalType.decode(detail.value).name : detail.type_url.split('/').pop()));
};

const cases = {
  async status() {
    const status = await call('GetStatus', {});
    deepEqual([status.chain_id.length, status.header.length], [32, 280]);
    equal(status.validators.validators.length, 4);
  },

  async submit() {
    const request = { transaction, wait_for: 'WAIT_FOR_FINAL' };
    const first = await call('Submit', request, within(60_000));
    equal(first.fate, 'FATE_FINAL');
    const again = await call('Submit', request, within(60_000));
    deepEqual([again.transaction_id, again.height], [first.transaction_id, first.height]);
    const proved = await call('GetTransaction', { transaction_id: first.transaction_id, prove: true });
    equal(proved.header.length, 280);
    ok(proved.certificate.votes.length >= 3, 'a quorum signed');
    ok(proved.receipt_proof && proved.transaction_proof, 'both proofs came');
  },

  async refused() {
    const failure = await rejects(() => call('Submit', { transaction: Buffer.from('no transaction') }));
    equal(failure.code, grpc.status.INVALID_ARGUMENT);
    deepEqual(refusalOf(failure), ['MALFORMED']);
  },

  async refused_and_signed() {
    const failure = await rejects(() => call('Submit', { transaction: Buffer.from('no transaction'), signed_refusal: true }));
    deepEqual(refusalOf(failure), ['MALFORMED', 'ledger.v1.RefusalReceipt']);
  },

  async no_request() {
    const failure = await rejects(() => new Promise((resolve, reject) => {
      client.makeUnaryRequest('/ledger.v1.LedgerNode/Submit', (x) => x, (x) => x, Buffer.from([255, 255, 255]),
        (error, value) => (error ? reject(error) : resolve(value)));
    }));
    equal(failure.code, grpc.status.INVALID_ARGUMENT);
    deepEqual(refusalOf(failure), ['BAD_REQUEST']);
  },

  async oversized() {
    const failure = await rejects(() => call('Submit', { transaction: Buffer.alloc(1024 * 1024) }));
    equal(failure.code, grpc.status.RESOURCE_EXHAUSTED);
    equal((await call('GetStatus', {})).chain_id.length, 32);
  },

  async gzip() {
    const gzip = clientWith({ 'grpc.default_compression_algorithm': 2 });
    const failure = await rejects(() => call('Submit', { transaction: Buffer.alloc(4000) }, {}, gzip));
    deepEqual(refusalOf(failure), ['MALFORMED']);
  },

  async state() {
    const state = await call('GetState', { key: Buffer.from('no/such/key') });
    equal(state.header.length, 280);
    ok(state.proof, 'the absence is proved');
  },

  async events() {
    const stream = client.SubscribeEvents({ cursor: 0 }, within(60_000));
    const cursors = [];
    const failure = await rejects(async () => {
      for await (const event of stream) {
        cursors.push(event.cursor);
        if (cursors.length === 20) {
          stream.cancel();
        }
      }
    });
    equal(failure.code, grpc.status.CANCELLED);
    deepEqual(cursors.slice(0, 20), [...new Set(cursors)].sort((a, b) => a - b).slice(0, 20));
  },

  async pages() {
    const seen = [];
    let page = { after: 0 };
    do {
      page = await call('ListEvents', { after: page.after, type_prefix: 'guarantee.', limit: 100 });
      seen.push(...page.events);
    } while (!page.caught_up);
    ok(seen.length > 100 && seen.every(({ event }) => event.type.startsWith('guarantee.')), `${seen.length} events`);
    deepEqual(seen.map(({ cursor }) => cursor), [...new Set(seen.map(({ cursor }) => cursor))].sort((a, b) => a - b));
    ok(page.height > 0 && page.after === page.last, 'the head came');
  },

  async no_such_events() {
    for (const [after, prefix, name, code] of [
      [0, 'guarantees.', 'UNKNOWN_EVENT_TYPE', grpc.status.INVALID_ARGUMENT],
      [2 ** 40, '', 'CURSOR_AHEAD', grpc.status.OUT_OF_RANGE],
    ]) {
      const failure = await rejects(() => call('ListEvents', { after, type_prefix: prefix }));
      deepEqual([refusalOf(failure), failure.code], [[name], code]);
      const streamed = await rejects(async () => {
        for await (const event of client.SubscribeEvents({ cursor: after + 1, type_prefix: prefix }, within(60_000))) {
          throw new Error(`event ${event.cursor} came`);
        }
      });
      deepEqual(refusalOf(streamed), [name]);
    }
  },

  async deadline() {
    const { last } = await call('ListEvents', { limit: 1 });
    const failure = await rejects(async () => {
      for await (const event of client.SubscribeEvents({ cursor: last + 1, type_prefix: 'crl.' }, within(1000))) {
        throw new Error(`event ${event.cursor} came`);
      }
    });
    equal(failure.code, grpc.status.DEADLINE_EXCEEDED);
  },

  async blocks() {
    const headers = [];
    const stream = client.StreamBlocks({ from: 1 }, within(60_000));
    const failure = await rejects(async () => {
      for await (const answer of stream) {
        headers.push(answer.block.header.toString('hex'));
        if (headers.length === 5) {
          stream.cancel();
        }
      }
    });
    equal(failure.code, grpc.status.CANCELLED);
    equal(new Set(headers).size, headers.length);
    ok(headers.every((header) => header.length === 560), 'each header has 280 bytes');
  },

  async unimplemented() {
    const failure = await rejects(() => new Promise((resolve, reject) => {
      client.makeUnaryRequest('/ledger.v1.LedgerNode/NoSuch', (x) => x, (x) => x, Buffer.alloc(0),
        (error, value) => (error ? reject(error) : resolve(value)));
    }));
    equal(failure.code, grpc.status.UNIMPLEMENTED);
  },
};

await run(cases, only);
for (const each of clients) {
  each.close();
}
