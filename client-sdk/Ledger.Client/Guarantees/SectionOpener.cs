using Google.Protobuf;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Client.Guarantees;

/// <summary>
/// Opens a section as its centre: releases the key, finds the section's guarantees among all sealed records, reveals them and says how
/// every bidder's bond stands. Each step may be repeated: what is done stays done.
/// </summary>
/// <param name="client">Signs as the section's centre.</param>
/// <param name="keys">Releases the opening key.</param>
public sealed class SectionOpener(LedgerClient client, IOpeningKeyRelease keys)
{
    /// <summary>Opens the section for these bidders.</summary>
    /// <param name="sectionCode">标段(包)编号; its latest opening time must have come in block time.</param>
    /// <param name="bidders">USCC of those who bid, at least three.</param>
    /// <param name="cancellationToken">Ends the work; call again to go on.</param>
    /// <exception cref="RefusedException">The chain refused a step; the code says which rule.</exception>
    /// <exception cref="LedgerClientException">The node is unreachable, or an answer does not verify.</exception>
    public async Task<SectionBondReport> OpenAsync(
        string sectionCode, IReadOnlyList<string> bidders, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bidders);
        using var pair = await ReleaseAsync(sectionCode, (uint)bidders.Count, cancellationToken).ConfigureAwait(false);
        using var key = new OpeningKey(pair);
        var found = await new GuaranteeOpener(client.Genesis, sectionCode, key).OpenAsync(client, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        var refused = await new GuaranteeRevealer(client).RevealAsync(sectionCode, found.Opened, cancellationToken).ConfigureAwait(false);
        var report = await new SectionBondReader(client).ReadAsync(sectionCode, bidders, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidDataException($"Section {sectionCode} was opened and is not in the state.");
        return report with { Rejected = [.. found.Rejected, .. refused] };
    }

    private async Task<KeyPair> ReleaseAsync(string sectionCode, uint bidders, CancellationToken cancellationToken)
    {
        var key = TenderTables.Sections.Key(sectionCode);
        var section = (
            await client.ReadAsync(TenderTables.Sections, key, cancellationToken: cancellationToken).ConfigureAwait(false)).Record
            ?? throw new RefusedException(Refusals.Describe(RefusalCode.UnknownSection, $"There is no section {sectionCode}."));
        if (!section.OpeningPrivateKey.IsEmpty)
        {
            return KeyPair.FromPrivateKey(OpeningKeys.AlgorithmOf(client.Genesis.Suite), section.OpeningPrivateKey.Span);
        }

        var pair = await keys.ReleaseAsync(sectionCode, cancellationToken).ConfigureAwait(false)
            ?? throw new RefusedException(
                Refusals.Describe(RefusalCode.WrongOpeningKey, $"No opening key is held for section {sectionCode}."));
        if (!pair.PublicKey.Encoded.SequenceEqual(section.Announced.OpeningKey.Span))
        {
            // A call that the chain refuses stands in its block all the same, with the private key in it.
            pair.Dispose();
            throw new RefusedException(
                Refusals.Describe(
                    RefusalCode.WrongOpeningKey,
                    $"The key that is held for section {sectionCode} is not the one that it announced; nothing was sent."));
        }

        var open = new OpenSection
        {
            SectionCode = sectionCode,
            Bidders = bidders,
            OpeningPrivateKey = ByteString.CopyFrom(pair.PrivateKey),
        };
        (
            await client.SubmitAsync(new Call { Tender = new TenderCall { OpenSection = open } }, cancellationToken: cancellationToken)
                .ConfigureAwait(false))
            .EnsureDone();
        return pair;
    }
}
