"""Registers a market subject as a trading centre, and reads what happened.

python3 register.py GENESIS HOST:PORT CERTIFICATE KEY PIN USCC NAME
"""

import secrets
import sys
from pathlib import Path

import grpc
from ledger.v1 import account_pb2, api_pb2, transaction_pb2
from ledger_signing import open_key_file, sign, tag, tagged_hash

MINUTE_MS = 60_000
SM2_WITH_SM3, REPEATED = 1, 1017
HEADER_TIME = slice(44, 52)  # docs/spec/encodings.md, Block header


def call(channel, method, request, response, timeout=15):
    """One unary call. A refusal ends the program; its rule and remedy are in the trailer (docs/spec/grpc-api.md)."""
    stub = channel.unary_unary(f"/ledger.v1.LedgerNode/{method}", type(request).SerializeToString, response.FromString)
    try:
        return stub(request, timeout=timeout)
    except grpc.RpcError as error:
        sys.exit(f"{error.code().name}: {error.details()}")


def build(genesis, certificate, private_key, not_after, business_key, calls):
    """A signed transaction and its id (docs/spec/transaction.md)."""
    body = transaction_pb2.TxBody(
        chain_id=tagged_hash("ledger/genesis/1", genesis),
        nonce=secrets.token_bytes(16),
        not_after=not_after,
        signer=tagged_hash("ledger/cert/1", certificate),
        business_key=business_key,
        calls=calls,
    ).SerializeToString(deterministic=True)
    transaction_id = tagged_hash("ledger/tx/1", body)
    signature = sign(private_key, tag("ledger/tx/1") + transaction_id)
    signed = transaction_pb2.Signature(algorithm=SM2_WITH_SM3, value=signature)
    return transaction_pb2.Transaction(body=body, signature=signed).SerializeToString(), transaction_id


def main(genesis_file, node, certificate_file, key_file, pin, uscc, name):
    genesis, certificate = Path(genesis_file).read_bytes(), Path(certificate_file).read_bytes()
    channel = grpc.insecure_channel(node)
    status = call(channel, "GetStatus", api_pb2.GetStatusRequest(), api_pb2.NodeStatus)
    if status.chain_id != tagged_hash("ledger/genesis/1", genesis):
        sys.exit("The node serves another chain than the genesis file's.")

    # A second run under the same business key repeats the first one's outcome instead of doing it again.
    register = account_pb2.RegisterSubject(uscc=uscc, name=name)
    calls = [transaction_pb2.Call(account=account_pb2.AccountCall(register_subject=register))]
    business_key = tagged_hash("sample/register", f"{uscc}\n{name}".encode())
    block_time = int.from_bytes(status.header[HEADER_TIME], "big")
    bytes_, transaction_id = build(
        genesis, certificate, open_key_file(key_file, pin), block_time + 10 * MINUTE_MS, business_key, calls
    )
    before = call(channel, "ListEvents", api_pb2.ListEventsRequest(limit=1), api_pb2.ListEventsResponse).last

    # Final, with its proofs, in one call. The same bytes may be sent again whenever an answer is lost.
    submit = api_pb2.SubmitRequest(transaction=bytes_, wait_for=api_pb2.WAIT_FOR_FINAL, prove=True)
    answer = call(channel, "Submit", submit, api_pb2.TransactionStatus, timeout=60)
    print(f"transaction {transaction_id.hex()}: {api_pb2.Fate.Name(answer.fate)} in block {answer.height}")
    if answer.fate != api_pb2.FATE_FINAL:
        sys.exit("It is not final yet: ask AwaitTransaction for it by its id.")
    receipt = transaction_pb2.Receipt.FromString(answer.receipt)
    if receipt.code == REPEATED:
        print(f"done before, by transaction {receipt.first_transaction.hex()}")
    elif receipt.code:  # final is not done: the receipt says which
        sys.exit(f"refused, {receipt.code}: {receipt.detail}")

    page = call(
        channel, "ListEvents", api_pb2.ListEventsRequest(after=before, type_prefix="subject."), api_pb2.ListEventsResponse
    )
    for record in page.events:
        if record.transaction_id == transaction_id:
            print(f"event {record.cursor}: {record.event.type}")

    key = b"account/subject/" + uscc.encode()
    state = call(channel, "GetState", api_pb2.GetStateRequest(key=key), api_pb2.GetStateResponse)
    print(f"subject: {account_pb2.Subject.FromString(state.proof.value).name if state.proof.present else 'none'}")


if __name__ == "__main__":
    if len(sys.argv) != 8:
        sys.exit(__doc__)
    main(*sys.argv[1:])
