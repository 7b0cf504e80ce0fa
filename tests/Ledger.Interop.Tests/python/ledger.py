"""grpcio against a validator of a running consortium: one JSON line for each case.

Usage: python3 ledger.py HOST:PORT TRANSACTION [case...]     TRANSACTION: a signed one that lands, in base64
"""

import base64
import sys

import grpc

from report import equal, fails, run
from wire import message, one, parse

target, transaction, only = sys.argv[1], base64.b64decode(sys.argv[2]), sys.argv[3:]
channel = grpc.insecure_channel(target)
NODE = "/ledger.v1.LedgerNode/"
FINAL, WAIT_FOR_FINAL = 4, 1


def unary(method, service=NODE):
    return channel.unary_unary(service + method)


def status():
    answer = unary("GetStatus")(b"")
    equal(len(one(answer, 1)), 32)
    equal(len(one(answer, 3)), 280)


def submit():
    answer = unary("Submit")(message(f1=transaction, f2=WAIT_FOR_FINAL), timeout=60)
    equal(one(answer, 2, 0), FINAL)
    again = unary("Submit")(message(f1=transaction, f2=WAIT_FOR_FINAL), timeout=60)
    equal([one(again, field) for field in (1, 3)], [one(answer, field) for field in (1, 3)])
    proved = unary("GetTransaction")(message(f1=one(answer, 1), f2=1))
    equal(len(one(proved, 6)), 280)
    equal(all(one(proved, field) for field in (7, 8, 9, 10)), True)


def refusal(error):
    details = parse(dict(error.trailing_metadata())["grpc-status-details-bin"])[3]
    equal(one(details[0], 1), b"type.googleapis.com/ledger.v1.Refusal")
    return [one(one(detail, 2), 2).decode() if i == 0 else one(detail, 1).decode() for i, detail in enumerate(details)]


def refused():
    error = fails(lambda: unary("Submit")(message(f1=b"no transaction")))
    equal(error.code(), grpc.StatusCode.INVALID_ARGUMENT)
    equal(refusal(error), ["MALFORMED"])


def refused_and_signed():
    error = fails(lambda: unary("Submit")(message(f1=b"no transaction", f3=1)))
    equal(refusal(error), ["MALFORMED", "type.googleapis.com/ledger.v1.RefusalReceipt"])


def no_request():
    error = fails(lambda: unary("Submit")(b"\xff\xff\xff"))
    equal([error.code(), refusal(error)], [grpc.StatusCode.INVALID_ARGUMENT, ["BAD_REQUEST"]])


def oversized():
    error = fails(lambda: unary("Submit")(message(f1=bytes(1024 * 1024))))
    equal(error.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)
    status()


def gzip():
    error = fails(lambda: unary("Submit")(message(f1=bytes(4000)), compression=grpc.Compression.Gzip))
    equal(refusal(error), ["MALFORMED"])


def state():
    answer = unary("GetState")(message(f1=b"no/such/key"))
    equal(len(one(answer, 1)), 280)
    equal(bool(one(answer, 3)), True)


def events():
    stream = channel.unary_stream(NODE + "SubscribeEvents")(message(f1=0), timeout=60)
    cursors = [one(next(stream), 1, 0) for _ in range(20)]
    stream.cancel()
    equal(cursors, sorted(set(cursors)))
    equal(stream.code(), grpc.StatusCode.CANCELLED)


def pages():
    seen, after, caught_up = [], 0, 0
    while not caught_up:
        page = unary("ListEvents")(message(f1=after, f2="guarantee.", f3=100))
        seen += [one(event, 1, 0) for event in parse(page).get(1, [])]
        after, caught_up = one(page, 2, 0), one(page, 5, 0)
    equal(len(seen) > 100, True)
    equal(seen, sorted(set(seen)))
    equal(after, one(page, 3, 0))


def no_such_events():
    for request, name, code in [
        (message(f2="guarantees."), "UNKNOWN_EVENT_TYPE", grpc.StatusCode.INVALID_ARGUMENT),
        (message(f1=1 << 40), "CURSOR_AHEAD", grpc.StatusCode.OUT_OF_RANGE),
    ]:
        for error in (
            fails(lambda request=request: unary("ListEvents")(request)),
            fails(lambda request=request: next(channel.unary_stream(NODE + "SubscribeEvents")(request, timeout=60))),
        ):
            equal([refusal(error), error.code()], [[name], code])


def deadline():
    last = one(unary("ListEvents")(message(f3=1)), 3, 0)
    stream = channel.unary_stream(NODE + "SubscribeEvents")(message(f1=last + 1, f2="crl."), timeout=1)
    equal(fails(lambda: next(stream)).code(), grpc.StatusCode.DEADLINE_EXCEEDED)


def blocks():
    heights = []
    for answer in channel.unary_stream(NODE + "StreamBlocks")(message(f1=1), timeout=60):
        header = one(one(answer, 1), 1)
        equal(len(header), 280)
        heights.append(header)
        if len(heights) == 5:
            break
    equal(len(set(heights)), 5)


def unimplemented():
    equal(fails(lambda: unary("NoSuch")(b"")).code(), grpc.StatusCode.UNIMPLEMENTED)


def health():
    equal(one(unary("Check", "/grpc.health.v1.Health/")(message(f1="ledger.v1.LedgerNode")), 1, 0), 1)


def reflection():
    method = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"
    answer = parse(list(channel.stream_stream(method)(iter([message(f4="ledger.v1.LedgerNode.Submit")])))[0])
    equal(b"ledger/v1/api.proto" in parse(answer[4][0])[1][0], True)


run(
    [
        status, submit, refused, refused_and_signed, no_request, oversized, gzip, state, events, pages, no_such_events, deadline, blocks,
        unimplemented, health, reflection,
    ],
    only,
)
channel.close()
