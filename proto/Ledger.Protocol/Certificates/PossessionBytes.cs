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
    public static SignBytes Encode(Digest chainId, Digest certificateId)
    {
        Span<byte> content = stackalloc byte[2 * Digest.Bytes];
        chainId.CopyTo(content);
        certificateId.CopyTo(content[Digest.Bytes..]);
        return SignPurposes.Possession.Over(content);
    }
}
