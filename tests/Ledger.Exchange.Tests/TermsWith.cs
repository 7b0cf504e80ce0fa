using Ledger.Protocol.V1;

namespace Ledger.Exchange.Tests;

internal static class TermsWith
{
    internal static GuaranteeTerms WithMembers(this GuaranteeTerms terms, IEnumerable<string> members)
    {
        terms.ConsortiumUsccs.Clear();
        terms.ConsortiumUsccs.AddRange(members.Order(StringComparer.Ordinal));
        return terms;
    }
}
