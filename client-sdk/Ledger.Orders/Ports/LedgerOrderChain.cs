using Ledger.Client;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Orders;

/// <summary>The chain through the SDK: every read proved, every submission final.</summary>
/// <param name="client">Opened with a signer by a guarantor; a bidder's needs none, for nothing is put on the chain in its name.</param>
public sealed class LedgerOrderChain(LedgerClient client) : IOrderChain
{
    private const long LifetimeMs = 5 * 60 * 1000;
    private readonly GuarantorCards _cards = new(client);

    /// <inheritdoc/>
    public Task<long> TimeAsync(CancellationToken cancellationToken) => client.ChainTimeAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<Signer?> SignerAsync(Digest certificateId, CancellationToken cancellationToken) =>
        (await client.ResolveSignerAsync(certificateId, cancellationToken).ConfigureAwait(false)).Signer;

    /// <inheritdoc/>
    public async Task<string?> SubjectNameAsync(string uscc, CancellationToken cancellationToken) =>
        (
            await client.ReadAsync(AccountTables.Subjects, AccountTables.Subjects.Key(uscc), cancellationToken: cancellationToken)
                .ConfigureAwait(false)).Record?.Name;

    /// <inheritdoc/>
    public async Task<Section?> SectionAsync(string sectionCode, CancellationToken cancellationToken) =>
        (
            await client.ReadAsync(TenderTables.Sections, TenderTables.Sections.Key(sectionCode), cancellationToken: cancellationToken)
                .ConfigureAwait(false)).Record;

    /// <inheritdoc/>
    public async Task<Guarantee?> GuaranteeAsync(ReadOnlyMemory<byte> guaranteeId, CancellationToken cancellationToken) =>
        (
            await client.ReadAsync(
                GuaranteeTables.Guarantees, GuaranteeTables.Guarantees.Key(guaranteeId.Span), cancellationToken: cancellationToken)
                .ConfigureAwait(false)).Record;

    /// <inheritdoc/>
    public Task<GuarantorCard?> CardAsync(string guarantorUscc, CancellationToken cancellationToken) =>
        _cards.FindAsync(guarantorUscc, cancellationToken);

    /// <inheritdoc/>
    public async Task<MailboxCard?> CentreMailboxAsync(string centreUscc, CancellationToken cancellationToken) =>
        (await _cards.FindAsync(centreUscc, Role.TradingCentre, cancellationToken).ConfigureAwait(false))?.Mailbox;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GuarantorCard>> CardsAsync(CancellationToken cancellationToken) =>
        (await _cards.ListAsync(cancellationToken).ConfigureAwait(false)).Cards;

    /// <inheritdoc/>
    public async Task<Refused> SubmitAsync(IReadOnlyList<Call> calls, ReadOnlyMemory<byte> businessKey, CancellationToken cancellationToken)
    {
        try
        {
            // Batches are far apart: what the client remembers of block time may be old.
            var notAfter = await TimeAsync(cancellationToken).ConfigureAwait(false) + LifetimeMs;
            var result = await client.SubmitAsync(
                calls, new SubmitOptions { BusinessKey = businessKey, NotAfter = notAfter }, cancellationToken)
                .ConfigureAwait(false);
            result.EnsureDone();
            return Refused.No;
        }
        catch (RefusedException e) when (!e.IsTransient && e.Code != RefusalCode.Expired)
        {
            return new Refused(e.Code, e.Refusal.Message);
        }
    }
}
