using System.Numerics;
using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Guarantees;

/// <summary>
/// Seals guarantees (密文保函) before they go on the chain, and pads the batch with decoys that nobody can tell from them (DESIGN §8).
/// Safe for use by several threads where the random source is.
/// </summary>
public sealed class GuaranteeSealer
{
    /// <summary>Most guarantees in one batch.</summary>
    public const int BatchMax = 64;

    /// <summary>Length of a guarantee's id.</summary>
    public const int IdBytes = 16;

    private readonly IHasher _hasher;
    private readonly SignatureAlgorithm _algorithm;
    private readonly IRandomSource _random;
    private readonly PublicKey _nobody;

    /// <summary>A sealer for the chain's suite.</summary>
    /// <param name="genesis">The chain.</param>
    /// <param name="random">Ids, salts and ephemeral keys; <see cref="SystemRandomSource.Instance"/> outside tests.</param>
    public GuaranteeSealer(GenesisFile genesis, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        _hasher = genesis.Hasher;
        _algorithm = OpeningKeys.AlgorithmOf(genesis.Suite);
        _random = random;

        // What decoys are sealed to. Its private half is gone at once, and no box shows its key.
        using var forgotten = KeyPair.Generate(_algorithm);
        _nobody = forgotten.PublicKey;
    }

    /// <summary>Seals one guarantee to its section's opening key.</summary>
    /// <param name="terms">The terms; encoded they must have <see cref="SealedTerms.TermsBytesMax"/> bytes at most.</param>
    /// <param name="openingKey">The point announced with the section, 65 bytes.</param>
    /// <exception cref="ArgumentException">The terms are too long, or the key is not a point of the suite's curve.</exception>
    public SealedGuarantee Seal(GuaranteeTerms terms, ReadOnlySpan<byte> openingKey)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return SealNew(terms, SealedBox.Encapsulate(new PublicKey(_algorithm, openingKey), _random)).Record;
    }

    /// <summary>
    /// Seals one guarantee with a key that the bidder made for the section's opening key, which this side must not know (密文保函). The record
    /// is like any other. Id and salt are the sealer's own.
    /// </summary>
    /// <param name="terms">
    /// The terms, with a <see cref="BlindSection"/>; encoded they must have <see cref="SealedTerms.TermsBytesMax"/> bytes at most.
    /// </param>
    /// <param name="key">The bidder's encapsulation; it is used up.</param>
    /// <returns>The record, and the salt that opens its commitment: the bidder gets it.</returns>
    /// <exception cref="ArgumentException">The terms are too long.</exception>
    /// <exception cref="InvalidOperationException">The key has made a box already.</exception>
    public (SealedGuarantee Record, ReadOnlyMemory<byte> Salt) SealBlind(GuaranteeTerms terms, SealedBoxKey key)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(key);
        return SealNew(terms, key);
    }

    /// <summary>Seals like <see cref="Seal"/>, and gives the salt too, which lets the bidder check the commitment.</summary>
    /// <inheritdoc cref="Seal"/>
    public (SealedGuarantee Record, ReadOnlyMemory<byte> Salt) SealWithSalt(GuaranteeTerms terms, ReadOnlySpan<byte> openingKey)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return SealNew(terms, SealedBox.Encapsulate(new PublicKey(_algorithm, openingKey), _random));
    }

    /// <summary>A record that no key opens and that looks like any other.</summary>
    public SealedGuarantee Decoy() => Decoys(1)[0];

    /// <summary>
    /// A batch of these records, padded with decoys and in random order, so that neither number nor place tells anything.
    /// </summary>
    /// <param name="guarantees">1 to <paramref name="size"/> sealed guarantees.</param>
    /// <param name="size">1, 2, 4, … 64: the same for all batches of a guarantor.</param>
    /// <exception cref="ArgumentException">The size is none of those, or too small.</exception>
    public IssueGuarantees Pad(IReadOnlyList<SealedGuarantee> guarantees, int size)
    {
        ArgumentNullException.ThrowIfNull(guarantees);
        if (size is < 1 or > BatchMax || !BitOperations.IsPow2(size) || guarantees.Count == 0 || guarantees.Count > size)
        {
            throw new ArgumentException(
                $"{guarantees.Count} guarantees do not go into a batch of {size}: a batch has 1, 2, 4, … {BatchMax} records, and at " +
                $"least one is no decoy.",
                nameof(size));
        }

        List<SealedGuarantee> records = [.. guarantees, .. Decoys(size - guarantees.Count)];

        // Ids are random already: their order is a random order.
        records.Sort(static (a, b) => a.GuaranteeId.Span.SequenceCompareTo(b.GuaranteeId.Span));
        var batch = new IssueGuarantees();
        batch.Guarantees.AddRange(records);
        return batch;
    }

    // Sealed together, which costs a fraction of what it costs one by one.
    private SealedGuarantee[] Decoys(int count)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Random(IdBytes)).ToArray();
        var boxes = SealedBox.SealEach(
            Array.ConvertAll(ids, id => new BoxToSeal(_nobody, Random(SealedTerms.PlaintextBytes), id, _random)));
        return [.. ids.Zip(boxes, (id, box) => Record(id, Random(Digest.Bytes), box))];
    }

    private (SealedGuarantee Record, byte[] Salt) SealNew(GuaranteeTerms terms, SealedBoxKey key)
    {
        var id = Random(IdBytes);
        var salt = Random(GuaranteeCommitment.SaltBytes);
        var encoded = terms.ToByteArray();
        var plaintext = SealedTerms.Encode(salt, encoded);
        try
        {
            using (key)
            {
                return (Record(id, GuaranteeCommitment.Compute(_hasher, salt, encoded).ToArray(), key.Seal(plaintext, id)), salt);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private static SealedGuarantee Record(byte[] id, byte[] commitment, byte[] box) => new()
    {
        GuaranteeId = UnsafeByteOperations.UnsafeWrap(id),
        Commitment = UnsafeByteOperations.UnsafeWrap(commitment),
        Sealed = UnsafeByteOperations.UnsafeWrap(box),
    };

    private byte[] Random(int length)
    {
        var bytes = new byte[length];
        _random.Fill(bytes);
        return bytes;
    }
}
