using Ledger.Crypto;
using Ledger.Protocol.Proofs;

namespace Ledger.Audit.Proofs;

/// <summary>What holds for the entries of a prefix proof before anything is hashed.</summary>
internal static class EntryRules
{
    public static ProofError Check(PrefixProof proof)
    {
        if (proof.Entries.Count > StateLimits.PageEntriesMax)
        {
            return ProofError.TooLong;
        }

        for (var i = 0; i < proof.Entries.Count; i++)
        {
            var error = Check(proof.Entries[i]);
            if (error != ProofError.None)
            {
                return error;
            }

            var key = proof.Entries[i].Key.AsSpan();
            if (!key.StartsWith(proof.Prefix) || (i > 0 && key.SequenceCompareTo(proof.Entries[i - 1].Key) <= 0))
            {
                return ProofError.EntryOrder;
            }
        }

        return ProofError.None;
    }

    private static ProofError Check(ProvenEntry? entry)
    {
        if (entry is not { Key: not null })
        {
            return ProofError.Missing;
        }

        if (entry.Key.Length is < 1 or > StateLimits.KeyBytesMax)
        {
            return ProofError.KeySize;
        }

        if (entry.Value is null == entry.ValueHash is null)
        {
            return ProofError.Ambiguous;
        }

        if (entry.Value?.Length > StateLimits.ValueBytesMax)
        {
            return ProofError.ValueSize;
        }

        return entry.ValueHash is null || entry.ValueHash.Length == IHasher.DigestBytes ? ProofError.None : ProofError.HashSize;
    }
}
