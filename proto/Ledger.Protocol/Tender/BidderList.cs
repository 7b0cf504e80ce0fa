using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol;

/// <summary>
/// Those whose bids are opened in a section, with the calls that say so: first by their commitments, later by their codes. Nothing is
/// judged here; the chain refuses a double, and a list that is not its opening's.
/// </summary>
public sealed class BidderList
{
    private readonly string _sectionCode;
    private readonly ByteString _salt;
    private readonly IReadOnlyList<string> _usccs;
    private readonly IReadOnlyList<ByteString> _unnamed;
    private readonly IReadOnlyList<ByteString> _commitments;

    /// <summary>The list of a section of a chain.</summary>
    /// <param name="genesis">The chain.</param>
    /// <param name="sectionCode">标段(包)编号.</param>
    /// <param name="salt">32 bytes, of this opening alone and secret until its list.</param>
    /// <param name="usccs">The bidders' unified social credit codes, in any order; a consortium by its lead.</param>
    /// <param name="unnamed">Commitments of 32 bytes of bidders without a code.</param>
    /// <exception cref="ArgumentException">The salt is not of 32 bytes.</exception>
    public BidderList(
        GenesisFile genesis, string sectionCode, ReadOnlySpan<byte> salt, IEnumerable<string> usccs,
        IEnumerable<ByteString>? unnamed = null)
        : this(
            genesis?.Hasher ?? throw new ArgumentNullException(nameof(genesis)), genesis.ChainId, sectionCode, salt, usccs, unnamed)
    {
    }

    /// <summary>The same by the chain's hash and id.</summary>
    /// <exception cref="ArgumentException">The salt is not of 32 bytes.</exception>
    public BidderList(
        IHasher hasher, Digest chainId, string sectionCode, ReadOnlySpan<byte> salt, IEnumerable<string> usccs,
        IEnumerable<ByteString>? unnamed = null)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        (_sectionCode, _salt) = (sectionCode, ByteString.CopyFrom(salt));
        _usccs = [.. usccs.Order(StringComparer.Ordinal)];
        _unnamed = Ascending(unnamed ?? []);
        _commitments = Ascending(
        [
            .. _usccs.Select(uscc => ByteString.CopyFrom(
                BidderCommitments.Of(hasher, chainId, _salt.Span, sectionCode, uscc).ToArray())),
            .. _unnamed,
        ]);
        Digest = BidderCommitments.ListDigest(hasher, _commitments.Select(commitment => commitment.Memory));
    }

    /// <summary>What the section keeps of the opening: by it an opening knows its list again.</summary>
    public Digest Digest { get; }

    /// <summary>The call that opens the section.</summary>
    public OpenSection Opening() => new() { SectionCode = _sectionCode, BidderCommitments = { _commitments } };

    /// <summary>The call that names its bidders.</summary>
    public ListBidders Listing() =>
        new() { SectionCode = _sectionCode, Salt = _salt, BidderUsccs = { _usccs }, Unnamed = { _unnamed } };

    private static List<ByteString> Ascending(IEnumerable<ByteString> commitments) =>
        [.. commitments.Order(Comparer<ByteString>.Create((left, right) => left.Span.SequenceCompareTo(right.Span)))];
}
