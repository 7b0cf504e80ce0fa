using System.Text;

namespace Ledger.Contracts;

/// <summary>The table in which a subject's business keys lead to the transaction that was done under them: <c>execution/business_key/USCC/key</c>.</summary>
public static class BusinessKeys
{
    /// <summary>The table's name. Execution writes it, no contract does.</summary>
    public const string TableName = "execution/business_key";

    private static readonly byte[] Prefix = Encoding.ASCII.GetBytes(TableName + "/");

    /// <summary>The full state key; the value is the 32 bytes of the transaction's id.</summary>
    public static byte[] Key(string uscc, ReadOnlySpan<byte> businessKey) => [.. Prefix, .. Encoding.ASCII.GetBytes(uscc), (byte)'/', .. businessKey];
}
