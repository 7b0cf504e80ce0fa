using Ledger.Protocol;

namespace Ledger.Mail.Documents;

/// <summary>
/// What a document lies under: its address and its uploader's. Two who upload the same bytes do not meet, so neither can delete, hold up or
/// learn of the other's.
/// </summary>
/// <param name="Address">Digest of the pieces; until they are complete, whatever a stranger says.</param>
/// <param name="Uploader">Address of the uploader's key.</param>
internal readonly record struct DocumentKey(Digest Address, Digest Uploader)
{
    public override int GetHashCode() => HashCode.Combine(
        UntrustedDigestComparer.Instance.GetHashCode(Address), UntrustedDigestComparer.Instance.GetHashCode(Uploader));
}
