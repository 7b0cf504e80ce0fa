using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>
/// The salted commitment to one field of a credential. It is also over the record's id, so that a field of one record opens no commitment
/// of another; the salt keeps it from being found by trying values.
/// </summary>
public static class FieldCommitment
{
    /// <summary>Length of the salt.</summary>
    public const int SaltBytes = 32;

    /// <summary>Length of a record's id.</summary>
    public const int RecordIdBytes = 16;

    /// <summary>The commitment; the content is the encoded <see cref="V1.CredentialField"/>.</summary>
    /// <exception cref="ArgumentException">The salt is not of 32 bytes, or the record's id not of 16.</exception>
    public static Digest Compute(IHasher hasher, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> recordId, ReadOnlySpan<byte> content)
    {
        if (salt.Length != SaltBytes || recordId.Length != RecordIdBytes)
        {
            throw new ArgumentException(
                $"A salt has {SaltBytes} bytes and a record's id {RecordIdBytes}, not {salt.Length} and {recordId.Length}.", nameof(salt));
        }

        return TaggedHash.Compute(hasher, DomainTag.CredentialField, [.. salt, .. recordId, .. content]);
    }

    /// <summary>The digest of all commitments of a record, which stands on the chain.</summary>
    /// <param name="hasher">The chain's.</param>
    /// <param name="body">An encoded <see cref="V1.FieldCommitments"/>, as carried.</param>
    public static Digest DigestOf(IHasher hasher, ReadOnlySpan<byte> body) =>
        TaggedHash.Compute(hasher, DomainTag.FieldCommitments, body);
}
