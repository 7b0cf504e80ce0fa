using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client;

/// <summary>Refusals that stand in receipts, in the words of the catalogue.</summary>
internal static class Refusals
{
    internal static Refusal Describe(RefusalCode code, string detail)
    {
        var text = RefusalCatalog.Find(code);
        return new Refusal
        {
            Code = (uint)code,
            Name = text?.Name ?? "UNKNOWN_CODE",
            Message = detail,
            Rule = text?.Rule ?? "a rule that this version of the client does not know (docs/spec/refusals.md).",
            Remedy = text?.Remedy ?? "use a client of the chain's version.",
            Transient = text?.Transient ?? false,
        };
    }
}
