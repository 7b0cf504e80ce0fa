namespace Ledger.Certificates.Requests;

/// <summary>One attribute of a certification request.</summary>
/// <param name="Oid">Its type in dotted form.</param>
/// <param name="Value">The content of the SET of its values, or of the bare value where the sender left the SET out.</param>
/// <param name="IsWrapped">Whether the values stand in a SET, as RFC 2986 wants.</param>
public sealed record RequestAttribute(string Oid, ReadOnlyMemory<byte> Value, bool IsWrapped)
{
    /// <summary>CFCA's temporary key of a request for a pair of certificates.</summary>
    public const string TemporaryEncryptionKeyOid = "1.2.840.113549.1.9.63";
}
