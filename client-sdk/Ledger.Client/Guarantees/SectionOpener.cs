using Google.Protobuf;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.Tender;

namespace Ledger.Client.Guarantees;

/// <summary>
/// Opens a section as its centre: says how many bid, then who, then releases the key, finds the section's guarantees among all sealed
/// records, reveals them and says how every bidder's bond stands. Each step may be repeated: what is done stays done, and whoever has the
/// opening key goes on where another stopped.
/// </summary>
/// <param name="client">Signs as the section's centre.</param>
/// <param name="keys">Releases the opening key.</param>
public sealed class SectionOpener(LedgerClient client, IOpeningKeyRelease keys)
{
    private const int ReadsMax = 4_096;
    private const int BiddersMax = 10_000;

    // The last character of a code is computed from the others (GB 32100), so the same 17 are the same organisation.
    private const int OwnCharacters = UnifiedSocialCreditCode.Length - 1;

    /// <summary>Opens the section for these bidders.</summary>
    /// <param name="sectionCode">标段(包)编号; its latest opening time must have come in block time.</param>
    /// <param name="bidders">USCC of those who bid; a consortium by its lead.</param>
    /// <param name="unnamed">Commitments of bidders without a code; null for none.</param>
    /// <param name="cancellationToken">Ends the work; call again to go on.</param>
    /// <exception cref="RefusedException">The chain refused a step, or would have; the code says which rule.</exception>
    /// <exception cref="LedgerClientException">The node is unreachable, or an answer does not verify.</exception>
    public async Task<SectionBondReport> OpenAsync(
        string sectionCode, IReadOnlyList<string> bidders, IReadOnlyList<ByteString>? unnamed = null,
        CancellationToken cancellationToken = default)
    {
        using var plan = await PlanAsync(sectionCode, bidders, unnamed, cancellationToken).ConfigureAwait(false);
        return await OpenAsync(plan, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is left to do, judged by the chain's rules on proven entries; nothing is sent.</summary>
    /// <param name="sectionCode">标段(包)编号.</param>
    /// <param name="bidders">USCC of those who bid; a consortium by its lead.</param>
    /// <param name="unnamed">Commitments of bidders without a code; null for none.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    /// <exception cref="RefusedException">The opening would be refused; the code says which rule.</exception>
    /// <exception cref="LedgerClientException">The node is unreachable, or an answer does not verify.</exception>
    public async Task<OpeningPlan> PlanAsync(
        string sectionCode, IReadOnlyList<string> bidders, IReadOnlyList<ByteString>? unnamed = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bidders);
        RequireEachOnce(bidders);
        var count = bidders.Count + (unnamed?.Count ?? 0);
        var evaluation = new ProvenEvaluation(client, 0) { ReadsMax = ReadsMax };
        var newest = await evaluation.ProveAsync(TenderTables.Sections.Key(sectionCode), cancellationToken).ConfigureAwait(false);
        var (section, names) = await evaluation.EvaluateAsync(
            state => Judge(state, sectionCode, bidders, count, newest.Time), cancellationToken).ConfigureAwait(false);
        var pair = await KeyOfAsync(section, cancellationToken).ConfigureAwait(false);
        try
        {
            return new OpeningPlan(
                section, pair, await StepsAsync(section, pair, bidders, unnamed, cancellationToken).ConfigureAwait(false), names);
        }
        catch
        {
            pair.Dispose();
            throw;
        }
    }

    /// <summary>Does what is left, and shows every bidder's bond.</summary>
    /// <exception cref="RefusedException">The chain refused a step; the code says which rule.</exception>
    /// <exception cref="LedgerClientException">The node is unreachable, or an answer does not verify.</exception>
    public async Task<SectionBondReport> OpenAsync(OpeningPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (var step in plan.Steps)
        {
            (await client.SubmitAsync(step, cancellationToken: cancellationToken).ConfigureAwait(false)).EnsureDone();
        }

        var sectionCode = plan.Section.Announced.SectionCode;
        using var key = new OpeningKey(plan.Pair);
        var found = await new GuaranteeOpener(client.Genesis, sectionCode, key).OpenAsync(client, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        var refused = await new GuaranteeRevealer(client).RevealAsync(sectionCode, found.Opened, cancellationToken).ConfigureAwait(false);
        var report = await new SectionBondReader(client).ReadAsync(sectionCode, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidDataException($"Section {sectionCode} was opened and is not in the state.");
        return report with { Rejected = [.. found.Rejected, .. refused] };
    }

    private static void RequireEachOnce(IReadOnlyList<string> bidders)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var bidder in bidders)
        {
            if (!UnifiedSocialCreditCode.HasShape(bidder))
            {
                throw Refuse(RefusalCode.BadUscc, $"{bidder} does not have the shape of a unified social credit code");
            }

            if (!seen.Add(bidder[..OwnCharacters]))
            {
                throw Refuse(
                    RefusalCode.BidderTwice, $"{bidder} is given twice; codes that differ in the check character alone are one bidder's");
            }
        }
    }

    private static (Section Section, IReadOnlyDictionary<string, string> Names) Judge(
        IStateReader state, string sectionCode, IReadOnlyList<string> bidders, int count, long time)
    {
        var section = TenderTables.Sections.Read(state, TenderTables.Sections.Key(sectionCode))
            ?? throw Refuse(RefusalCode.UnknownSection, $"There is no section {sectionCode}");
        var stands = SectionRules.EffectiveState(section, time);
        if (stands is SectionState.Announced or SectionState.Postponed)
        {
            throw Refuse(RefusalCode.BeforeOpening, $"Section {sectionCode} opens at {section.OpeningTime}; block time is {time}");
        }

        // What is over takes no key any more, and a node that is shown one has seen it.
        if (stands != SectionState.Closed && !SectionRules.IsOpen(section))
        {
            throw Refuse(RefusalCode.SectionState, $"Section {sectionCode} is {stands} and is not opened");
        }

        var rule = TenderRules.Find(state, section, TenderRuleKind.BiddersMin);
        if (count < rule?.Value)
        {
            throw Refuse(
                RefusalCode.TooFewBidders,
                $"{count} bidders are given for section {sectionCode}; opening it takes {rule.Value} ({rule.Source})");
        }

        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var bidder in bidders)
        {
            names[bidder] = AccountTables.Subjects.Read(state, AccountTables.Subjects.Key(bidder))?.Name ?? string.Empty;
        }

        return (section, names);
    }

    private async Task<KeyPair> KeyOfAsync(Section section, CancellationToken cancellationToken)
    {
        if (!section.OpeningPrivateKey.IsEmpty)
        {
            return KeyPair.FromPrivateKey(OpeningKeys.AlgorithmOf(client.Genesis.Suite), section.OpeningPrivateKey.Span);
        }

        var code = section.Announced.SectionCode;
        var pair = await keys.ReleaseAsync(code, cancellationToken).ConfigureAwait(false)
            ?? throw Refuse(RefusalCode.WrongOpeningKey, $"No opening key is held for section {code}");
        if (!pair.PublicKey.Encoded.SequenceEqual(section.Announced.OpeningKey.Span))
        {
            // A call that the chain refuses stands in its block all the same, with the private key in it.
            pair.Dispose();
            throw Refuse(RefusalCode.WrongOpeningKey, $"The key that is held for section {code} is not the one that it announced");
        }

        return pair;
    }

    private async Task<IReadOnlyList<Call>> StepsAsync(
        Section section, KeyPair pair, IReadOnlyList<string> bidders, IReadOnlyList<ByteString>? unnamed,
        CancellationToken cancellationToken)
    {
        var (genesis, code) = (client.Genesis, section.Announced.SectionCode);
        var list = new BidderList(
            genesis, code, BidderCommitments.SaltFrom(genesis.Hasher, genesis.ChainId, code, pair.PrivateKey), bidders, unnamed);
        if (section.BiddersListedAt != 0)
        {
            await RequireListedAsync(code, list.Listing(), cancellationToken).ConfigureAwait(false);
        }
        else if (section.OpenedAt != 0 && !section.BiddersDigest.Span.SequenceEqual(list.Digest.ToArray()))
        {
            throw Refuse(
                RefusalCode.BidderListMismatch, $"Section {code} was opened for {section.Bidders} bidders, and these are not all of them");
        }

        var release = new ReleaseOpeningKey { SectionCode = code, OpeningPrivateKey = ByteString.CopyFrom(pair.PrivateKey) };
        return
        [
            .. section.OpenedAt == 0 ? [new Call { Tender = new TenderCall { OpenSection = list.Opening() } }] : Array.Empty<Call>(),
            .. section.BiddersListedAt == 0 ? [new Call { Tender = new TenderCall { ListBidders = list.Listing() } }] : Array.Empty<Call>(),
            .. section.KeyReleasedAt == 0 ? [new Call { Tender = new TenderCall { ReleaseOpeningKey = release } }] : Array.Empty<Call>(),
        ];
    }

    private async Task RequireListedAsync(string code, ListBidders given, CancellationToken cancellationToken)
    {
        var rows = await client.ListAsync(TenderTables.BidderPrefix(code), 0, BiddersMax, cancellationToken).ConfigureAwait(false);
        var listed = rows.Entries.Select(row => ListedBidder.Parser.ParseFrom(row.Value.Span)).ToList();
        var isSame = listed.Where(bidder => bidder.Uscc.Length > 0).Select(bidder => bidder.Uscc).ToHashSet().SetEquals(given.BidderUsccs)
            && listed.Where(bidder => bidder.Uscc.Length == 0).Select(bidder => bidder.Commitment).ToHashSet().SetEquals(given.Unnamed);
        if (!isSame)
        {
            throw Refuse(RefusalCode.BiddersListed, $"Section {code} has a list of {listed.Count} bidders, and these are others");
        }
    }

    private static RefusedException Refuse(RefusalCode code, string what) =>
        new(Refusals.Describe(code, $"{what}.")) { NothingSent = true };
}
