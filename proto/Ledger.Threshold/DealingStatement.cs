using Ledger.Crypto.Groups;
using Ledger.Protocol;

namespace Ledger.Threshold;

/// <summary>
/// What of a dealing the chain keeps: the commitments, the ephemeral key, and the digest of each ciphertext. A complaint brings its
/// ciphertext again.
/// </summary>
public sealed class DealingStatement
{
    private readonly GroupPoint[] _commitments;
    private readonly Digest[] _ciphertexts;

    private DealingStatement(
        ReceiverSet receivers, int dealer, GroupPoint[] commitments, GroupPoint ephemeral, Digest digest, Digest[] ciphertexts)
    {
        (Receivers, Dealer, _commitments, Ephemeral) = (receivers, dealer, commitments, ephemeral);
        (Digest, _ciphertexts) = (digest, ciphertexts);
    }

    /// <summary>Whom it is dealt to.</summary>
    public ReceiverSet Receivers { get; }

    /// <summary>The dealer's number; among the old keepers where keys are dealt anew.</summary>
    public int Dealer { get; }

    /// <summary>R, the key that the ciphertexts' keys come from.</summary>
    public GroupPoint Ephemeral { get; }

    /// <summary>The digest of batch, receivers, dealer, commitments and R: the ciphertexts' associated data.</summary>
    public Digest Digest { get; }

    /// <summary>The digest of each receiver's ciphertext, in their order.</summary>
    public IReadOnlyList<Digest> Ciphertexts => _ciphertexts;

    /// <summary>C₀ to Cₜ₋₁ of a key.</summary>
    public ReadOnlySpan<GroupPoint> CommitmentsOf(int key) =>
        _commitments.AsSpan(key * Receivers.Context.Threshold, Receivers.Context.Threshold);

    /// <summary>The statement that a dealer makes, or a reader has read.</summary>
    /// <param name="receivers">Whom it is dealt to.</param>
    /// <param name="dealer">The dealer's number.</param>
    /// <param name="commitments">t for each key.</param>
    /// <param name="ephemeral">R.</param>
    /// <param name="ciphertexts">All ciphertexts, end to end.</param>
    public static DealingStatement Of(
        ReceiverSet receivers, int dealer, GroupPoint[] commitments, in GroupPoint ephemeral, ReadOnlySpan<byte> ciphertexts)
    {
        ArgumentNullException.ThrowIfNull(receivers);
        ArgumentNullException.ThrowIfNull(commitments);
        var digest = DigestOf(receivers, dealer, commitments, in ephemeral);
        var bytes = DealingLayout.CiphertextBytesOf(receivers.Context);
        var digests = new Digest[receivers.Count];
        for (var i = 0; i < digests.Length; i++)
        {
            digests[i] = CiphertextDigest(receivers.Context, ciphertexts.Slice(i * bytes, bytes));
        }

        return new DealingStatement(receivers, dealer, commitments, ephemeral, digest, digests);
    }

    /// <summary>The associated data of the ciphertexts, before there are any.</summary>
    public static Digest DigestOf(ReceiverSet receivers, int dealer, ReadOnlySpan<GroupPoint> commitments, in GroupPoint ephemeral)
    {
        ArgumentNullException.ThrowIfNull(receivers);
        var group = receivers.Context.Group;
        var encoded = new byte[commitments.Length * PrimeGroup.PointBytes];
        group.EncodeEach(commitments, encoded);
        using var transcript = new Transcript(group.Suite, DomainTag.KeeperDealing);
        transcript.Append(receivers.Digest);
        transcript.Append((ulong)dealer);
        transcript.Append(encoded);
        transcript.Append(group, in ephemeral);
        return transcript.Finish();
    }

    /// <summary>The challenge of the proof that all constants and r are known.</summary>
    public GroupScalar Challenge(in GroupPoint commitment)
    {
        var group = Receivers.Context.Group;
        using var transcript = new Transcript(group.Suite, DomainTag.KeeperDealingProof);
        transcript.Append(Digest);
        foreach (var ciphertext in _ciphertexts)
        {
            transcript.Append(ciphertext);
        }

        transcript.Append(group, in commitment);
        return transcript.Challenge(group);
    }

    /// <summary>Whether these bytes are a receiver's ciphertext in this dealing.</summary>
    public bool IsCiphertextOf(int receiver, ReadOnlySpan<byte> ciphertext) =>
        Receivers.TryGet(receiver, out _)
        && CiphertextDigest(Receivers.Context, ciphertext) == _ciphertexts[Receivers.PlaceOf(receiver)];

    /// <summary>What the proof answers for: the constants of all keys, then R.</summary>
    internal GroupPoint[] Proven()
    {
        var context = Receivers.Context;
        var proven = new GroupPoint[context.Keys + 1];
        for (var m = 0; m < context.Keys; m++)
        {
            proven[m] = CommitmentsOf(m)[0];
        }

        proven[^1] = Ephemeral;
        return proven;
    }

    private static Digest CiphertextDigest(BatchContext context, ReadOnlySpan<byte> ciphertext)
    {
        using var transcript = new Transcript(context.Terms.Suite, DomainTag.KeeperCiphertext);
        transcript.Append(ciphertext);
        return transcript.Finish();
    }
}
