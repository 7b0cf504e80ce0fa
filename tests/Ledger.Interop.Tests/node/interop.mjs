// @grpc/grpc-js against the interop service: one JSON line for each case.
// Usage: node interop.mjs HOST:PORT [case...]
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import protobuf from 'protobufjs';
import { deepEqual, equal, ok, rejects, run } from './report.mjs';

const [target, ...only] = process.argv.slice(2);
const protos = fileURLToPath(new URL('../Protos', import.meta.url));
const definition = loader.loadSync('ledger/interop/v1/interop.proto', {
  includeDirs: [protos],
  longs: Number,
  defaults: true,
  keepCase: true,
});
const types = grpc.loadPackageDefinition(definition);
const Interop = types.ledger.interop.v1.Interop;
const rpcStatus = protobuf.loadSync(`${protos}/google/rpc/status.proto`).lookupType('google.rpc.Status');
const decodeStatus = (bytes) => rpcStatus.decode(bytes);

const clients = [];
const clientWith = (options = {}) => {
  const client = new Interop(target, grpc.credentials.createInsecure(), options);
  clients.push(client);
  return client;
};
const client = clientWith();

// A unary call as a promise of its response and metadata.
const call = (stub, method, request, metadata = new grpc.Metadata(), options = {}) => {
  let headers;
  let trailers;
  return new Promise((resolve, reject) => {
    const running = stub[method](request, metadata, options, (error, response) => {
      if (error) {
        reject(error);
      } else {
        setImmediate(() => resolve({ response, headers, trailers }));
      }
    });
    running.on('metadata', (value) => {
      headers = value;
    });
    running.on('status', (value) => {
      trailers = value.metadata;
    });
  });
};

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
const wasCancelled = async (key) => (await call(client, 'WasCancelled', { key })).response.cancelled;

const cases = {
  async unary() {
    const { response } = await call(client, 'Echo', { payload: Buffer.from('链') });
    equal(response.payload.toString(), '链');
  },

  async server_stream() {
    const numbers = [];
    for await (const response of client.Count({ count: 1000 })) {
      numbers.push(response.number);
    }
    deepEqual(numbers, Array.from({ length: 1000 }, (_, i) => i));
  },

  async stream_error() {
    // grpc-js gives a bad status out at once, even before messages that have already come: they may be missing, never too many.
    let seen = 0;
    const failure = await rejects(async () => {
      for await (const response of client.Count({ count: 10, fail_after: 3 })) {
        equal(response.number, seen);
        seen += 1;
      }
    });
    ok(seen <= 3, `${seen} messages`);
    equal(failure.details, 'stream broken on request');
    equal(failure.code, grpc.status.DATA_LOSS);
  },

  async client_stream() {
    const response = await new Promise((resolve, reject) => {
      const stream = client.Collect((error, value) => (error ? reject(error) : resolve(value)));
      for (let i = 0; i < 100; i += 1) {
        stream.write({ payload: Buffer.alloc(i) });
      }
      stream.end();
    });
    deepEqual([response.count, response.bytes], [100, 4950]);
  },

  async duplex() {
    const stream = client.Chat();
    let sent = 0;
    stream.write({ payload: Buffer.from([sent]) });
    for await (const response of stream) {
      deepEqual([response.number, ...response.payload], [sent, sent]);
      sent += 1;
      if (sent < 20) {
        stream.write({ payload: Buffer.from([sent]) });
      } else {
        stream.end();
      }
    }
    equal(sent, 20);
  },

  async error_details() {
    const failure = await rejects(() => call(client, 'Fail', { reason: '额度不足' }));
    equal(failure.code, grpc.status.FAILED_PRECONDITION);
    equal(failure.details, 'the bond is not issued: 保函未开立');
    equal(failure.metadata.get('ledger-code')[0], 'bond_not_issued');
    const status = decodeStatus(failure.metadata.get('grpc-status-details-bin')[0]);
    equal(status.code, grpc.status.FAILED_PRECONDITION);
    equal(status.details[0].type_url, 'type.googleapis.com/google.protobuf.StringValue');
    equal(Buffer.from(status.details[0].value).subarray(2).toString(), '额度不足');
  },

  async deadline() {
    const key = `js-deadline-${process.pid}`;
    const failure = await rejects(() =>
      call(client, 'Slow', { milliseconds: 30000, key }, undefined, { deadline: Date.now() + 1000 }));
    equal(failure.code, grpc.status.DEADLINE_EXCEEDED);
    ok(await wasCancelled(key), 'the server saw the deadline');
  },

  async cancellation() {
    const key = `js-cancel-${process.pid}`;
    const failure = await rejects(() => new Promise((resolve, reject) => {
      const running = client.Slow({ milliseconds: 30000, key }, (error, value) => (error ? reject(error) : resolve(value)));
      running.on('metadata', () => running.cancel());
    }));
    equal(failure.code, grpc.status.CANCELLED);
    ok(await wasCancelled(key), 'the server saw the cancellation');
  },

  async gzip() {
    const gzip = clientWith({ 'grpc.default_compression_algorithm': 2 });
    const payload = Buffer.alloc(100000, 'ledger');
    const { response, headers } = await call(gzip, 'Echo', { payload });
    ok(response.payload.equals(payload), 'the payload came back');
    equal(headers.get('seen-encoding')[0], 'gzip');
  },

  async gzip_empty() {
    const gzip = clientWith({ 'grpc.default_compression_algorithm': 2 });
    const { response, headers } = await call(gzip, 'Echo', {});
    equal(response.payload.length, 0);
    equal(headers.get('seen-encoding')[0], 'gzip');
  },

  async binary_metadata() {
    const metadata = new grpc.Metadata();
    metadata.set('echo-all-bin', everyByte);
    metadata.set('echo-name', 'ledger');
    const { headers, trailers } = await call(client, 'Echo', {}, metadata);
    ok(headers.get('echo-all-bin')[0].equals(everyByte), 'the header came back');
    ok(trailers.get('trailer-echo-all-bin')[0].equals(everyByte), 'the trailer came back');
    equal(headers.get('echo-name')[0], 'ledger');
    equal(trailers.get('trailer-echo-name')[0], 'ledger');
  },

  async oversized() {
    const failure = await rejects(() => call(client, 'Echo', { payload: Buffer.alloc(2 * 1024 * 1024) }));
    equal(failure.code, grpc.status.RESOURCE_EXHAUSTED);
    const { response } = await call(client, 'Echo', { payload: Buffer.from('still alive') });
    equal(response.payload.toString(), 'still alive');
  },

  async oversized_response() {
    const small = clientWith({ 'grpc.max_receive_message_length': 1000 });
    const failure = await rejects(() => call(small, 'Echo', { payload: Buffer.alloc(2000) }));
    equal(failure.code, grpc.status.RESOURCE_EXHAUSTED);
  },

  async unimplemented() {
    const failure = await rejects(() => new Promise((resolve, reject) => {
      client.makeUnaryRequest('/ledger.interop.v1.Interop/NoSuch', (x) => x, (x) => x, Buffer.alloc(0),
        (error, value) => (error ? reject(error) : resolve(value)));
    }));
    equal(failure.code, grpc.status.UNIMPLEMENTED);
  },
};

await run(cases, only);
for (const each of clients) {
  each.close();
}
