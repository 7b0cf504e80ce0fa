namespace Ledger.Protocol;

/// <summary>
/// What a certificate's key signs to show that its holder has it: tag ‖ chain id ‖ certificate id (docs/spec/transaction.md).
/// Without it anyone could register a stranger's certificate and so claim its revocations and its name.
/// </summary>
public static class PossessionBytes
{
    /// <summary>Length in bytes.</summary>
    public const int Length = DomainTag.Bytes + (2 * Digest.Bytes);

    /// <summary>The message for one certificate on one chain.</summary>
    public static byte[] Encode(Digest chainId, Digest certificateId)
    {
        var bytes = new byte[Length];
        DomainTag.Possession.CopyTo(bytes);
        chainId.CopyTo(bytes.AsSpan(DomainTag.Bytes));
        certificateId.CopyTo(bytes.AsSpan(DomainTag.Bytes + Digest.Bytes));
        return bytes;
    }
}
