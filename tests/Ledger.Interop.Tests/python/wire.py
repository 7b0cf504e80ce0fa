"""Just enough of the protobuf wire format to write and read the interop messages by hand."""

VARINT, BYTES = 0, 2


def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def message(**fields):
    """Fields are given as f1=…, f2=…; bytes and str are length-delimited, int is varint."""
    out = b""
    for name, value in fields.items():
        number = int(name[1:])
        if isinstance(value, int):
            out += varint(number << 3 | VARINT) + varint(value)
        else:
            data = value.encode() if isinstance(value, str) else value
            out += varint(number << 3 | BYTES) + varint(len(data)) + data
    return out


def parse(data):
    """A message's fields: number to the list of its values, in order."""
    fields, at = {}, 0

    def read_varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        key = read_varint()
        if key & 7 == VARINT:
            value = read_varint()
        elif key & 7 == BYTES:
            length = read_varint()
            value = data[at : at + length]
            at += length
        else:
            raise ValueError(f"wire type {key & 7} is in none of these messages")
        fields.setdefault(key >> 3, []).append(value)
    return fields


def one(data, number, default=b""):
    return parse(data).get(number, [default])[-1]
