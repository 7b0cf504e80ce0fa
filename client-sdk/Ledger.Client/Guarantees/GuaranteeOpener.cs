using Google.Protobuf;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

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
        var section = await client.ReadAsync(TenderTables.Sections, TenderTables.Sections.Key(sectionCode), height, cancellationToken)
            .ConfigureAwait(false);
        var openingTime = section.Record?.OpeningTime ?? long.MaxValue;
        var prefix = GuaranteeTables.Guarantees.Prefix.ToArray();
        await foreach (var page in client.ListPagesAsync(prefix, height, cancellationToken).ConfigureAwait(false))
        {
            var part = Open(page.Entries.Select(entry => Guarantee.Parser.ParseFrom(entry.Value.Span)), openingTime);
            opened.AddRange(part.Opened);
            rejected.AddRange(part.Rejected);
        }

        return new GuaranteeOpening([.. opened.OrderBy(VersionOf)], rejected);
    }

    /// <summary>
    /// Opens what can be opened of these records, first versions first; those that are sealed no more are passed over. One that was
    /// surrendered at or after <paramref name="openingTime"/> (UTC milliseconds) is opened all the same: such a surrender is void.
    /// </summary>
    public GuaranteeOpening Open(IEnumerable<Guarantee> guarantees, long openingTime = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(guarantees);
        var candidates = guarantees
            .Where(
                guarantee =>
                    guarantee.State == GuaranteeState.IssuedSealed ||
                        (guarantee.State == GuaranteeState.Surrendered && guarantee.EndedAt >= openingTime))
            .ToList();
        var plaintexts = SealedBox.TryOpenEach(
            key, candidates.ConvertAll(guarantee => new BoxToOpen(guarantee.Sealed.Memory, guarantee.GuaranteeId.Memory)));
        var opened = new List<OpenedGuarantee>();
        var rejected = new List<RejectedGuarantee>();
        foreach (var (candidate, tried) in candidates.Zip(plaintexts))
        {
            if (tried is not { } plaintext)
            {
                continue;
            }

            if (Check(candidate, plaintext, out var salt, out var terms, out var section) is { } reason)
            {
                rejected.Add(new RejectedGuarantee(candidate.GuaranteeId, reason.English, reason.Chinese));
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

        return new GuaranteeOpening([.. opened.OrderBy(VersionOf)], rejected);
    }

    private static uint VersionOf(OpenedGuarantee opened) => GuaranteeTerms.Parser.ParseFrom(opened.Terms).Version;

    /// <summary>Null where the opened record counts; otherwise the reason. The contract checks the same and more.</summary>
    private (string English, string Chinese)? Check(
        Guarantee candidate, byte[] plaintext, out byte[]? salt, out byte[]? terms, out SectionOpening? section)
    {
        section = null;
        if (!SealedTerms.TryDecode(plaintext, out salt, out terms))
        {
            return (
                "it opens, but holds no salt and terms in the form of docs/spec/encodings.md.",
                "可以解密，但其中没有符合 docs/spec/encodings.md 的盐值和条款。");
        }

        if (!candidate.Commitment.Span.SequenceEqual(GuaranteeCommitment.Compute(genesis.Hasher, salt, terms).ToArray()))
        {
            return ("salt and terms do not match the commitment.", "盐值和条款与链上承诺不符。");
        }

        GuaranteeTerms read;
        try
        {
            read = GuaranteeTerms.Parser.ParseFrom(terms);
        }
        catch (InvalidProtocolBufferException)
        {
            return ("its terms cannot be read.", "条款无法读取。");
        }

        if (read.BlindSection is { } blind)
        {
            section = BlindSections.TryOpen(genesis.Hasher, blind, key);
            if (section is null)
            {
                return (
                    "its blind section does not open, or says something else than it commits to.",
                    "其密文标段无法解密，或与所承诺的标段不符。");
            }
        }

        var named = section?.SectionCode ?? read.SectionCode;
        return named == sectionCode ? null : ($"its terms name section {named}.", $"条款所载标段为 {named}。");
    }
}

/// <summary>A sealed record that the section's key opens but that must not be revealed.</summary>
/// <param name="GuaranteeId">The record.</param>
/// <param name="Reason">What is wrong with it, in words.</param>
/// <param name="ReasonZh">The same in Chinese.</param>
public sealed record RejectedGuarantee(ByteString GuaranteeId, string Reason, string ReasonZh);

/// <summary>What a section's opening key opened.</summary>
/// <param name="Opened">
/// Guarantees of the section whose terms match their commitments, first versions first, ready for <see cref="OpenGuarantees"/>.
/// </param>
/// <param name="Rejected">Records that the key opens but that count for nothing, each with the reason.</param>
public sealed record GuaranteeOpening(IReadOnlyList<OpenedGuarantee> Opened, IReadOnlyList<RejectedGuarantee> Rejected);
