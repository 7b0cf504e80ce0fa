using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client;

/// <summary>Refusals that stand in receipts, in the words of the catalogue.</summary>
internal static class Refusals
{
    internal static Refusal Describe(RefusalCode code, string detail) => RefusalCatalog.Find(code)?.Describe(detail) ?? new Refusal
    {
        Code = (uint)code,
        Name = "UNKNOWN_CODE",
        Message = detail,
        Rule = "a rule that this version of the client does not know (docs/spec/refusals.md).",
        Remedy = "use a client of the chain's version.",
        RuleZh = "本客户端版本不认识这条规则（docs/spec/refusals.md）。",
        RemedyZh = "请使用与该链版本一致的客户端。",
    };
}
