using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;

namespace Ledger.Orders;

/// <summary>
/// What an order needs of the chain. Every read is proved; ask a node of your own, for what one reads tells the node about which section.
/// </summary>
public interface IOrderChain
{
    /// <summary>The newest final block's time, UTC milliseconds.</summary>
    Task<long> TimeAsync(CancellationToken cancellationToken);

    /// <summary>Who stands behind a registered signing certificate now; null where it does not count.</summary>
    Task<Signer?> SignerAsync(Digest certificateId, CancellationToken cancellationToken);

    /// <summary>The name that a market subject is registered under; null where it is not registered.</summary>
    Task<string?> SubjectNameAsync(string uscc, CancellationToken cancellationToken);

    /// <summary>A section; null where there is none.</summary>
    Task<Section?> SectionAsync(string sectionCode, CancellationToken cancellationToken);

    /// <summary>A guarantee's record; null where there is none.</summary>
    Task<Guarantee?> GuaranteeAsync(ReadOnlyMemory<byte> guaranteeId, CancellationToken cancellationToken);

    /// <summary>The card of a guarantor that is an active member now; null where there is none.</summary>
    Task<GuarantorCard?> CardAsync(string guarantorUscc, CancellationToken cancellationToken);

    /// <summary>
    /// The mailbox at which a trading centre that is an active member now is asked for attestations; null where it names none.
    /// </summary>
    Task<MailboxCard?> CentreMailboxAsync(string centreUscc, CancellationToken cancellationToken);

    /// <summary>All cards of guarantors that are active members now, ascending by USCC.</summary>
    Task<IReadOnlyList<GuarantorCard>> CardsAsync(CancellationToken cancellationToken);

    /// <summary>Puts calls on the chain as this side, once for each business key, and waits until that is final.</summary>
    /// <returns>None, or why the chain refused: then nothing was done.</returns>
    Task<Refused> SubmitAsync(IReadOnlyList<Call> calls, ReadOnlyMemory<byte> businessKey, CancellationToken cancellationToken);
}
