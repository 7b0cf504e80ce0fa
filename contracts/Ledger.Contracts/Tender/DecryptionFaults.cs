using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>Whose fault it is on record that a bid was not decrypted at the opening (电子招标投标办法 §31): it decides the bond.</summary>
internal static class DecryptionFaults
{
    /// <summary>
    /// Whether the bidder's failure is attributed to another, so that its bid counts as withdrawn; not where none is recorded.
    /// </summary>
    internal static bool IsAnothers(IStateReader state, Section section, string bidderUscc) =>
        TenderTables.DecryptionFailures.Read(state, TenderTables.DecryptionFailureKey(section.Announced.SectionCode, bidderUscc))
            is { Attributed.Fault: DecryptionFault.NotBidder };
}
