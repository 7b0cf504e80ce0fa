using Ledger.Protocol;

namespace Ledger.Mail.Mailboxes;

/// <summary>The addresses on the cards that members have put on the chain: a part of a node's room is kept for them.</summary>
public interface IPublishedCards
{
    /// <summary>The addresses, as of lately.</summary>
    IReadOnlySet<Digest> Addresses { get; }
}
