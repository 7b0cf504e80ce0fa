using Ledger.Mail.Mailboxes;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.Api;

/// <summary>
/// The addresses on guarantors' cards, as of a node's newest final block, looked up at most once in so long. Safe for use by several
/// threads.
/// </summary>
/// <param name="core">The node.</param>
/// <param name="pace">The node's monotonic counter.</param>
public sealed class ChainCards(INode core, TimeProvider pace) : IPublishedCards
{
    /// <summary>Most cards that are read. One member publishes one.</summary>
    private const int CardsMax = 10_000;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private HashSet<Digest> _addresses = [];
    private long? _lookedAt;

    /// <inheritdoc/>
    public IReadOnlySet<Digest> Addresses
    {
        get
        {
            lock (_gate)
            {
                if (_lookedAt is not { } last || pace.GetElapsedTime(last) >= LookEvery)
                {
                    _addresses = Read();
                    _lookedAt = pace.GetTimestamp();
                }

                return _addresses;
            }
        }
    }

    private HashSet<Digest> Read()
    {
        var entries = core.Chain.State.ScanAt(GuaranteeTables.Cards.Prefix.ToArray(), core.Finality.FinalHeight, CardsMax, null);
        return [.. entries.Select(entry => new Digest(GuarantorCard.Parser.ParseFrom(entry.Value).Mailbox.Address.Span))];
    }
}
