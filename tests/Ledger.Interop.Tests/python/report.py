"""Runs named cases one after another and prints a JSON line for each: {"case", "ok", "detail"}."""

import json
import traceback

import grpc


def run(cases, only):
    for case in cases:
        name = case.__name__
        if only and name not in only:
            continue
        detail = ""
        try:
            case()
        except Exception:  # the report is what the case is for
            detail = traceback.format_exc()
        print(json.dumps({"case": name, "ok": detail == "", "detail": detail}), flush=True)


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"expected {expected!r}, got {actual!r}")


def fails(action):
    """The error that `action` must end with."""
    try:
        action()
    except grpc.RpcError as error:
        return error
    raise AssertionError("the call succeeded")
