using System.Collections.Frozen;

namespace Ledger.Protocol;

/// <summary>
/// The words of every refusal: one entry for each <see cref="RefusalCode"/>, in the order of the codes. docs/spec/refusals.md is this
/// list, and a test keeps the two equal.
/// </summary>
public static partial class RefusalCatalog
{
    private static readonly RefusalText[] Texts =
        [.. TransactionRefusals, .. NodeRefusals, .. MembershipRefusals, .. AccountRefusals, .. TenderRefusals, .. GuaranteeRefusals,
            .. CaTrustRefusals, .. EvidenceRefusals, .. SessionRefusals, .. MailboxRefusals, .. DocumentRefusals,
            .. CredentialRefusals];

    private static readonly FrozenDictionary<RefusalCode, RefusalText> ByCode = Texts.ToFrozenDictionary(text => text.Code);

    /// <summary>All entries, ascending by code.</summary>
    public static IReadOnlyList<RefusalText> All => Texts;

    /// <summary>The words of a code; null for <see cref="RefusalCode.None"/> and for a number that these rules do not know.</summary>
    public static RefusalText? Find(RefusalCode code) => ByCode.GetValueOrDefault(code);
}
