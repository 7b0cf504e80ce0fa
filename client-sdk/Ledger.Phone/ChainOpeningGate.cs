using Ledger.Client;
using Ledger.Schema.Tender;

namespace Ledger.Phone;

/// <summary>Asks the chain's proved state. What it does not know, or cannot prove, is closed.</summary>
public sealed class ChainOpeningGate(LedgerClient client) : IOpeningGate
{
    /// <inheritdoc/>
    public async Task<bool> IsOpenAsync(string sectionCode, CancellationToken cancellationToken)
    {
        try
        {
            var sections = TenderTables.Sections;
            var section = await client.ReadAsync(sections, sections.Key(sectionCode), cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            return section.Record is { } found && SectionRules.IsOpen(found);
        }
        catch (LedgerClientException)
        {
            return false; // unreachable, refused or unproved: closed
        }
    }
}
