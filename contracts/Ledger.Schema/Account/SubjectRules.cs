using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Account;

/// <summary>What a market subject (市场主体) must look like, and its record.</summary>
internal static class SubjectRules
{
    internal static Refused Check(string uscc, string name) =>
        FieldRules.First(FieldRules.Uscc(uscc, "The subject's code"), FieldRules.Text(name, "The subject's name", FieldRules.NameCharsMax));

    /// <summary>A check character may fail: codes were given out with wrong ones (DOMAIN §4).</summary>
    internal static Subject Build(string uscc, string name, long time) => new()
    {
        Uscc = uscc,
        Name = name,
        UsccCheckFailed = !UnifiedSocialCreditCode.HasValidCheck(uscc),
        RegisteredAt = time,
    };
}
