using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Account;

/// <summary>
/// What every key of the chain is for. The private half of an opening key is published at the opening, so whoever has another use for it
/// would be impersonated, and a second section with it would fall open with the first: it serves one section and nothing else.
/// </summary>
internal static class RegisteredKeys
{
    /// <summary>Certificates of one key that are kept in its record, the newest: a key that is certified anew each year has more.</summary>
    internal const int CertificatesKept = 16;

    /// <summary>Refuses a key that opens, or once opened, a section.</summary>
    /// <param name="key">The key that is to be registered.</param>
    /// <param name="what">What it is to be, as the beginning of a sentence.</param>
    /// <param name="state">The state.</param>
    /// <param name="hasher">The chain's hash.</param>
    internal static Refused RequireNoOpeningKey(PublicKey key, string what, IStateReader state, IHasher hasher) =>
        Read(key, state, hasher) is { Purpose: KeyPurpose.Opening } record
            ? new Refused(RefusalCode.KeyOpensSection, $"{what} is the opening key of section {record.SectionCode}.")
            : Refused.No;

    /// <summary>Refuses an opening key that the chain knows for anything, another section's opening included.</summary>
    internal static Refused RequireUnused(PublicKey openingKey, IStateReader state, IHasher hasher) =>
        Read(openingKey, state, hasher) is not { } record ? Refused.No
            : record.Purpose == KeyPurpose.Opening
                ? new Refused(RefusalCode.OpeningKeyUsed, $"The opening key is section {record.SectionCode}'s.")
                : new Refused(
                    RefusalCode.OpeningKeyUsed,
                    $"The opening key is registered already, for {record.Purpose}; its private half would be published at the opening.");

    /// <summary>Enters a section's opening key, which <see cref="RequireUnused"/> did not refuse.</summary>
    internal static void EnterOpening(PublicKey openingKey, string sectionCode, IStateWriter state, IHasher hasher) =>
        AccountTables.Keys.Write(
            state,
            AccountTables.KeyOf(openingKey, hasher),
            new KeyRecord { Purpose = KeyPurpose.Opening, SectionCode = sectionCode });

    /// <summary>Enters a key for what it is first registered for; what it is already stays.</summary>
    internal static void Enter(PublicKey key, KeyPurpose purpose, IStateWriter state, IHasher hasher)
    {
        if (Read(key, state, hasher) is null)
        {
            AccountTables.Keys.Write(state, AccountTables.KeyOf(key, hasher), new KeyRecord { Purpose = purpose });
        }
    }

    /// <summary>Enters a registered certificate under its key.</summary>
    internal static void EnterCertificate(PublicKey key, Digest certificateId, IStateWriter state, IHasher hasher)
    {
        var record = Read(key, state, hasher) ?? new KeyRecord { Purpose = KeyPurpose.Certificate };
        if (record.CertificateIds.Count == CertificatesKept)
        {
            record.CertificateIds.RemoveAt(0);
        }

        record.CertificateIds.Add(ByteString.CopyFrom(certificateId.ToArray()));
        AccountTables.Keys.Write(state, AccountTables.KeyOf(key, hasher), record);
    }

    private static KeyRecord? Read(PublicKey key, IStateReader state, IHasher hasher) =>
        AccountTables.Keys.Read(state, AccountTables.KeyOf(key, hasher));
}
