"""grpcio against the interop service, health and reflection: one JSON line for each case.

Usage: python3 interop.py HOST:PORT [case...]
"""

import os
import sys
import threading

import grpc

from report import equal, fails, run
from wire import message, one, parse

target, only = sys.argv[1], sys.argv[2:]
channel = grpc.insecure_channel(target)
SERVICE = "/ledger.interop.v1.Interop/"
EVERY_BYTE = bytes(range(256))


def unary(method, service=SERVICE, on=channel):
    return on.unary_unary(service + method)


def was_cancelled(key):
    return one(unary("WasCancelled")(message(f1=key)), 1, 0) == 1


def unary_call():
    equal(one(unary("Echo")(message(f1="链")), 1).decode(), "链")


def server_stream():
    responses = channel.unary_stream(SERVICE + "Count")(message(f1=1000))
    equal([one(r, 2, 0) for r in responses], list(range(1000)))


def stream_error():
    seen = []

    def read():
        for response in channel.unary_stream(SERVICE + "Count")(message(f1=10, f2=3)):
            seen.append(response)

    error = fails(read)
    equal(len(seen), 3)
    equal(error.code(), grpc.StatusCode.DATA_LOSS)


def client_stream():
    response = channel.stream_unary(SERVICE + "Collect")(message(f1=bytes(i)) for i in range(100))
    equal([one(response, 1, 0), one(response, 2, 0)], [100, 4950])


def duplex():
    answered = threading.Semaphore(1)

    def requests():
        for i in range(20):
            if not answered.acquire(timeout=10):
                raise AssertionError("no answer to the request before")
            yield message(f1=bytes([i]))

    seen = []
    for response in channel.stream_stream(SERVICE + "Chat")(requests()):
        seen.append((one(response, 2, 0), one(response, 1)))
        answered.release()
    equal(seen, [(i, bytes([i])) for i in range(20)])


def error_details():
    error = fails(lambda: unary("Fail")(message(f1="额度不足")))
    equal(error.code(), grpc.StatusCode.FAILED_PRECONDITION)
    equal(error.details(), "the bond is not issued: 保函未开立")
    trailers = dict(error.trailing_metadata())
    equal(trailers["ledger-code"], "bond_not_issued")
    status = trailers["grpc-status-details-bin"]
    equal(one(status, 1), grpc.StatusCode.FAILED_PRECONDITION.value[0])
    detail = one(status, 3)
    equal(one(detail, 1), b"type.googleapis.com/google.protobuf.StringValue")
    equal(one(one(detail, 2), 1).decode(), "额度不足")


def deadline():
    key = f"py-deadline-{os.getpid()}"
    error = fails(lambda: unary("Slow")(message(f1=30000, f2=key), timeout=1))
    equal(error.code(), grpc.StatusCode.DEADLINE_EXCEEDED)
    equal(was_cancelled(key), True)


def cancellation():
    key = f"py-cancel-{os.getpid()}"
    # As a stream of one: of a unary call grpcio gives the headers only when it has ended.
    call = channel.unary_stream(SERVICE + "Slow")(message(f1=30000, f2=key))
    call.initial_metadata()
    call.cancel()
    equal(call.code(), grpc.StatusCode.CANCELLED)
    equal(was_cancelled(key), True)


def gzip():
    payload = b"ledger" * 20000
    response, call = unary("Echo").with_call(message(f1=payload), compression=grpc.Compression.Gzip)
    equal(one(response, 1), payload)
    equal(dict(call.initial_metadata())["seen-encoding"], "gzip")


def gzip_empty():
    # grpcio sends short messages as they are; what comes back is compressed and empty all the same.
    response, _ = unary("Echo").with_call(b"", compression=grpc.Compression.Gzip)
    equal(response, b"")


def binary_metadata():
    sent = (("echo-all-bin", EVERY_BYTE), ("echo-name", "ledger"))
    _, call = unary("Echo").with_call(b"", metadata=sent)
    headers, trailers = dict(call.initial_metadata()), dict(call.trailing_metadata())
    equal(headers["echo-all-bin"], EVERY_BYTE)
    equal(trailers["trailer-echo-all-bin"], EVERY_BYTE)
    equal(headers["echo-name"], "ledger")
    equal(trailers["trailer-echo-name"], "ledger")


def oversized():
    error = fails(lambda: unary("Echo")(message(f1=bytes(2 * 1024 * 1024))))
    equal(error.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)
    equal(one(unary("Echo")(message(f1="still alive")), 1), b"still alive")


def oversized_response():
    with grpc.insecure_channel(target, options=[("grpc.max_receive_message_length", 1000)]) as small:
        error = fails(lambda: unary("Echo", on=small)(message(f1=bytes(2000))))
    equal(error.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)


def unimplemented():
    equal(fails(lambda: unary("NoSuch")(b"")).code(), grpc.StatusCode.UNIMPLEMENTED)


HEALTH = "/grpc.health.v1.Health/"
SERVING, NOT_SERVING, SERVICE_UNKNOWN = 1, 2, 3


def health_check():
    equal(one(unary("Check", HEALTH)(b""), 1, 0), SERVING)


def health_check_unknown():
    error = fails(lambda: unary("Check", HEALTH)(message(f1="no.such.Service")))
    equal(error.code(), grpc.StatusCode.NOT_FOUND)


def health_watch():
    service = f"interop.Watched{os.getpid()}"
    watch = channel.unary_stream(HEALTH + "Watch")(message(f1=service), timeout=20)
    statuses = [one(next(watch), 1, 0)]
    for serving in (1, 0):
        unary("SetHealth")(message(f1=service, f2=serving))
        statuses.append(one(next(watch), 1, 0))
    watch.cancel()
    equal(statuses, [SERVICE_UNKNOWN, SERVING, NOT_SERVING])


def reflect(request):
    method = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"
    return parse(list(channel.stream_stream(method)(iter([request])))[0])


def reflection_list():
    services = reflect(message(f7=""))[6][0]
    names = sorted(one(service, 1).decode() for service in parse(services)[1])
    equal(
        names,
        [
            "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection",
            "ledger.interop.v1.Interop",
        ],
    )


def file_names(symbol):
    from google.protobuf import descriptor_pb2

    files = parse(reflect(message(f4=symbol))[4][0])[1]
    return [descriptor_pb2.FileDescriptorProto.FromString(file).name for file in files]


def reflection_symbol():
    for symbol in ("ledger.interop.v1.Interop", "ledger.interop.v1.Interop.Echo", "ledger.interop.v1.EchoRequest"):
        equal(file_names(symbol), ["ledger/interop/v1/interop.proto"])


def reflection_unknown_symbol():
    error = reflect(message(f4="no.such.Symbol"))[7][0]
    equal(one(error, 1), grpc.StatusCode.NOT_FOUND.value[0])


unary_call.__name__ = "unary"
CASES = [
    unary_call, server_stream, stream_error, client_stream, duplex, error_details, deadline, cancellation, gzip,
    gzip_empty, binary_metadata, oversized, oversized_response, unimplemented, health_check, health_check_unknown,
    health_watch, reflection_list, reflection_symbol, reflection_unknown_symbol,
]
run(CASES, only)
channel.close()
