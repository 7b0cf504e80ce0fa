using System.Globalization;
using Google.Protobuf;

namespace Ledger.Ordering.Etcd;

/// <summary>
/// Where the order lies in etcd (docs/spec/order-in-etcd.md). Numbers are sixteen lower-case hexadecimal digits, so that keys sort as
/// numbers do.
/// </summary>
internal sealed class EtcdKeys(string prefix)
{
    private const int Digits = 16;
    private readonly string _batches = prefix + "batch/";
    private readonly string _released = prefix + "released/";
    private readonly string _running = prefix + "running/";

    /// <summary>Whose order it is: the chain's id.</summary>
    internal ByteString Chain { get; } = ByteString.CopyFromUtf8(prefix + "chain");

    /// <summary>The lowest number that is kept, or that the order begins with.</summary>
    internal ByteString First { get; } = ByteString.CopyFromUtf8(prefix + "first");

    /// <summary>The number that was taken last, written with its batch: for whoever waits, who would otherwise be sent the batch twice.
    /// </summary>
    internal ByteString Newest { get; } = ByteString.CopyFromUtf8(prefix + "newest");

    /// <summary>All that readers have released lies between these.</summary>
    internal (ByteString From, ByteString To) ReleasedRange { get; } =
        (ByteString.CopyFromUtf8(prefix + "released/"), ByteString.CopyFromUtf8(prefix + "released0")); // '0' follows '/'

    /// <summary>All that says where a validator's key runs lies between these.</summary>
    internal (ByteString From, ByteString To) RunningRange { get; } =
        (ByteString.CopyFromUtf8(prefix + "running/"), ByteString.CopyFromUtf8(prefix + "running0"));

    internal ByteString Running(string validator) => ByteString.CopyFromUtf8(_running + validator);

    internal ByteString Batch(ulong number) => ByteString.CopyFromUtf8(_batches + Text(number));

    internal ByteString Released(string reader) => ByteString.CopyFromUtf8(_released + reader);

    internal string ReaderOf(ByteString key) => key.ToStringUtf8()[_released.Length..];

    internal static ByteString Value(ulong number) => ByteString.CopyFromUtf8(Text(number));

    /// <summary>A number as <see cref="Value"/> writes it; null where it is none.</summary>
    internal static ulong? Parse(ByteString value) =>
        value.Length == Digits && ulong.TryParse(value.Span, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string Text(ulong number) => number.ToString("x16", CultureInfo.InvariantCulture);
}
