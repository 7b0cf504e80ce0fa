using System.Text;
using Ledger.Protocol;

namespace Ledger.Schema;

/// <summary>
/// The table in which a subject's business keys lead to the transaction that was done under them and to its content:
/// <c>execution/business_key/USCC/key</c>.
/// </summary>
public static class BusinessKeys
{
    /// <summary>The table's name. Execution writes it, no contract does.</summary>
    public const string TableName = "execution/business_key";

    private static readonly byte[] Prefix = Encoding.ASCII.GetBytes(TableName + "/");

    /// <summary>The full state key.</summary>
    public static byte[] Key(string uscc, ReadOnlySpan<byte> businessKey) =>
        [.. Prefix, .. Encoding.ASCII.GetBytes(uscc), (byte)'/', .. businessKey];

    /// <summary>An entry's value: the transaction's id (32) ‖ the digest of its calls (32).</summary>
    public static byte[] Value(Digest id, Digest content) => [.. id.ToArray(), .. content.ToArray()];

    /// <summary>Id and content of a <see cref="Value"/>.</summary>
    public static (Digest Id, Digest Content) Read(ReadOnlySpan<byte> value) =>
        (new Digest(value[..Digest.Bytes]), new Digest(value[Digest.Bytes..]));
}
