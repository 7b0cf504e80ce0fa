using System.Buffers.Binary;
using System.Text;

namespace Ledger.Schema;

/// <summary>
/// Where block time stands: under <c>execution/time/current</c> the height of the newest certificate that a batch carried as its time proof
/// and that counted. With the header's time it is all that a later block's time follows from, so under rules that write it two batches that
/// leave it different make two blocks (docs/spec/finality.md, docs/adr/0042).
/// </summary>
public static class TimePoint
{
    /// <summary>The table's name. Execution writes it, no contract does.</summary>
    public const string TableName = "execution/time";

    /// <summary>The first version of the rules under which it is written.</summary>
    public const uint RuleVersionFrom = 2;

    private static readonly byte[] KeyBytes = Encoding.ASCII.GetBytes(TableName + "/current");

    /// <summary>The table's one key.</summary>
    public static byte[] Key => [.. KeyBytes];

    /// <summary>Whether a block under these rules writes it: where it is not in the state as it is after the block.</summary>
    /// <param name="ruleVersion">The block's rules.</param>
    /// <param name="present">The value in the state before the block; null where there is none.</param>
    /// <param name="proofHeight">The height after the block.</param>
    public static bool IsWritten(uint ruleVersion, ReadOnlySpan<byte> present, ulong proofHeight) =>
        ruleVersion >= RuleVersionFrom && !present.SequenceEqual(Value(proofHeight));

    /// <summary>The value: the height, 8 bytes, big-endian.</summary>
    public static byte[] Value(ulong proofHeight)
    {
        var value = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(value, proofHeight);
        return value;
    }
}
