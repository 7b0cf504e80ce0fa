using System.Collections.Frozen;

namespace Ledger.Protocol;

/// <summary>
/// The words of every refusal in Chinese, in files beside the catalogue's own: a file here has the codes of the catalogue's file of the same name. A test
/// holds that every code has its words.
/// </summary>
internal static partial class ChineseRefusals
{
    private static readonly FrozenDictionary<RefusalCode, RefusalWords> ByCode =
        new (RefusalCode Code, RefusalWords Words)[][]
        {
            TransactionRefusals, NodeRefusals, MembershipRefusals, AccountRefusals, TenderRefusals, GuaranteeRefusals, CaTrustRefusals, EvidenceRefusals,
            SessionRefusals, MailboxRefusals, DocumentRefusals,
        }
        .SelectMany(refusals => refusals)
        .ToFrozenDictionary(refusal => refusal.Code, refusal => refusal.Words);

    internal static RefusalWords Of(RefusalCode code) =>
        ByCode.TryGetValue(code, out var words) ? words : throw new InvalidOperationException($"Refusal {(uint)code} has no words in Chinese.");
}
