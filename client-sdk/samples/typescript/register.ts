// Registers a market subject as a trading centre, and reads what happened.
//   node built/register.js PROTOS GENESIS HOST:PORT CERTIFICATE KEY PIN USCC NAME     PROTOS: the folder of ledger/v1/*.proto
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import { openKeyFile, sign, tag, taggedHash } from './signing.js';

const sm2WithSm3 = 1;
const repeated = 1017;
const tenMinutesMs = 600_000n;
const headerTimeAt = 44; // docs/spec/encodings.md, Block header

type Message = Record<string, any>;
interface Codec {
  serialize(message: Message): Buffer;
  deserialize(bytes: Buffer): Message;
}

const [protos, genesisFile, node, certificateFile, keyFile, pin, uscc, name] = process.argv.slice(2) as string[];
if (name === undefined) {
  console.error('node built/register.js PROTOS GENESIS HOST:PORT CERTIFICATE KEY PIN USCC NAME');
  process.exit(2);
}

const definition = loader.loadSync('ledger/v1/api.proto', {
  includeDirs: [protos!], longs: String, enums: String, defaults: true, keepCase: true, bytes: Buffer,
});
const codec = (message: string): Codec => {
  const { serialize, deserialize } = (definition[`ledger.v1.${message}`] as any);
  return { serialize, deserialize };
};
const { LedgerNode } = (grpc.loadPackageDefinition(definition) as any).ledger.v1;
const client = new LedgerNode(node, grpc.credentials.createInsecure());

// One unary call. A refusal's rule and remedy are in the trailer (docs/spec/grpc-api.md).
const call = (method: string, request: Message, seconds = 15): Promise<Message> => new Promise((resolve, reject) => {
  client[method](request, { deadline: Date.now() + seconds * 1000 },
    (error: grpc.ServiceError | null, answer: Message) => (error ? reject(error) : resolve(answer)));
});

const fail = (text: string): never => {
  console.error(text);
  process.exit(1);
};

try {
  const [genesis, certificate] = await Promise.all([readFile(genesisFile!), readFile(certificateFile!)]);
  const chainId = taggedHash('ledger/genesis/1', genesis);
  const status = await call('GetStatus', {});
  if (!chainId.equals(status['chain_id'])) {
    fail('The node serves another chain than the genesis file\'s.');
  }

  // A second run under the same business key repeats the first one's outcome instead of doing it again.
  const body = codec('TxBody').serialize({
    chain_id: chainId,
    nonce: randomBytes(16),
    not_after: (status['header'].readBigInt64BE(headerTimeAt) + tenMinutesMs).toString(),
    signer: taggedHash('ledger/cert/1', certificate),
    business_key: taggedHash('sample/register', Buffer.from(`${uscc}\n${name}`)),
    calls: [{ account: { register_subject: { uscc, name } } }],
  });
  const id = taggedHash('ledger/tx/1', body);
  const signature = sign(await openKeyFile(keyFile!, pin!), Buffer.concat([tag('ledger/tx/1'), id]));
  const transaction = codec('Transaction').serialize({ body, signature: { algorithm: sm2WithSm3, value: signature } });
  const before = (await call('ListEvents', { limit: 1 }))['last'];

  // Final, with its proofs, in one call. The same bytes may be sent again whenever an answer is lost.
  const answer = await call('Submit', { transaction, wait_for: 'WAIT_FOR_FINAL', prove: true }, 60);
  console.log(`transaction ${id.toString('hex')}: ${answer['fate']} in block ${answer['height']}`);
  if (answer['fate'] !== 'FATE_FINAL') {
    fail('It is not final yet: ask AwaitTransaction for it by its id.');
  }
  const receipt = codec('Receipt').deserialize(answer['receipt']);
  if (receipt['code'] === repeated) {
    console.log(`done before, by transaction ${receipt['first_transaction'].toString('hex')}`);
  } else if (receipt['code'] !== 0) { // final is not done: the receipt says which
    fail(`refused, ${receipt['code']}: ${receipt['detail']}`);
  }

  const page = await call('ListEvents', { after: before, type_prefix: 'subject.' });
  for (const record of page['events'].filter((one: Message) => id.equals(one['transaction_id']))) {
    console.log(`event ${record.cursor}: ${record.event.type}`);
  }

  const { proof } = await call('GetState', { key: Buffer.from(`account/subject/${uscc}`) });
  console.log(`subject: ${proof.present ? codec('Subject').deserialize(proof.value)['name'] : 'none'}`);
} catch (error) {
  const { code, details, message } = error as grpc.ServiceError;
  fail(code === undefined ? message : `${grpc.status[code]}: ${details}`);
} finally {
  client.close();
}
