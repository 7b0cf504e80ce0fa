using Google.Protobuf;
using Ledger.Contracts.Guarantee;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Guarantees;

/// <summary>
/// Finds a section's guarantees among all sealed records by trying the section's opening key on them. The view tag dismisses 255 of 256
/// foreign ones at the cost of one multiplication.
/// </summary>
/// <param name="genesis">The chain.</param>
/// <param name="sectionCode">The section, 标段(包)编号.</param>
/// <param name="key">The section's opening key.</param>
public sealed class GuaranteeOpener(GenesisFile genesis, string sectionCode, OpeningKey key)
{
    /// <summary>Opens what can be opened of the sealed records on the chain, proven complete as of one final height.</summary>
    /// <param name="client">Reads the records.</param>
    /// <param name="height">The height; 0 for the newest.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="LedgerClientException">A page was refused, did not come, or does not verify.</exception>
    public async Task<GuaranteeOpening> OpenAsync(LedgerClient client, ulong height = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var opened = new List<OpenedGuarantee>();
        var rejected = new List<RejectedGuarantee>();
        var prefix = GuaranteeTables.Guarantees.Prefix.ToArray();
        await foreach (var page in client.ListPagesAsync(prefix, height, cancellationToken).ConfigureAwait(false))
        {
            var part = Open(page.Entries.Select(entry => Guarantee.Parser.ParseFrom(entry.Value.Span)));
            opened.AddRange(part.Opened);
            rejected.AddRange(part.Rejected);
        }

        return new GuaranteeOpening(InOrder(opened), rejected);
    }

    /// <summary>Opens what can be opened of these records; those that are sealed no more are passed over.</summary>
    public GuaranteeOpening Open(IEnumerable<Guarantee> guarantees)
    {
        ArgumentNullException.ThrowIfNull(guarantees);
        var candidates = guarantees.Where(guarantee => guarantee.State == GuaranteeState.IssuedSealed).ToList();
        var boxes = candidates.ConvertAll(guarantee => guarantee.Sealed.Memory);
        var opened = new List<OpenedGuarantee>();
        var rejected = new List<RejectedGuarantee>();
        foreach (var index in SealedBox.Filter(key, boxes))
        {
            var candidate = candidates[index];
            if (SealedBox.TryOpen(key, boxes[index].Span, candidate.GuaranteeId.Span) is not { } plaintext)
            {
                continue; // the view tag fitted by chance
            }

            if (Check(candidate, plaintext, out var salt, out var terms, out var section) is { } reason)
            {
                rejected.Add(new RejectedGuarantee(candidate.GuaranteeId, reason));
                continue;
            }

            opened.Add(new OpenedGuarantee
            {
                GuaranteeId = candidate.GuaranteeId,
                Salt = UnsafeByteOperations.UnsafeWrap(salt),
                Terms = UnsafeByteOperations.UnsafeWrap(terms),
                Section = section,
            });
        }

        return new GuaranteeOpening(InOrder(opened), rejected);
    }

    /// <summary>First versions first: a later one becomes part of a guarantee that is revealed already.</summary>
    private static List<OpenedGuarantee> InOrder(IEnumerable<OpenedGuarantee> opened) =>
        [.. opened.OrderBy(record => GuaranteeTerms.Parser.ParseFrom(record.Terms).Version)];

    /// <summary>Null where the opened record counts; otherwise the reason. The contract checks the same and more.</summary>
    private string? Check(Guarantee candidate, byte[] plaintext, out byte[]? salt, out byte[]? terms, out SectionOpening? section)
    {
        section = null;
        if (!SealedTerms.TryDecode(plaintext, out salt, out terms))
        {
            return "it opens, but holds no salt and terms in the form of docs/spec/guarantees.md.";
        }

        if (!candidate.Commitment.Span.SequenceEqual(GuaranteeCommitment.Compute(genesis.Hasher, salt, terms).ToArray()))
        {
            return "salt and terms do not match the commitment.";
        }

        GuaranteeTerms read;
        try
        {
            read = GuaranteeTerms.Parser.ParseFrom(terms);
        }
        catch (InvalidProtocolBufferException)
        {
            return "its terms cannot be read.";
        }

        if (read.BlindSection is { } blind)
        {
            section = BlindSections.TryOpen(genesis.Hasher, blind, key);
            if (section is null)
            {
                return "its blind section does not open, or says something else than it commits to.";
            }
        }

        var named = section?.SectionCode ?? read.SectionCode;
        return named == sectionCode ? null : $"its terms name section {named}.";
    }
}
