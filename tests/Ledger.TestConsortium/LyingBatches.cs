using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.TestConsortium;

/// <summary>Batches that no honest proposer makes, for whoever can put them into the order. For one thread at a time.</summary>
/// <param name="world">What the liar knows.</param>
/// <param name="batchBytesMax">Largest batch that the order takes.</param>
/// <param name="random">What it draws from.</param>
public sealed class LyingBatches(ILiarsWorld world, int batchBytesMax, SeededRandom random)
{
    /// <summary>One to put at a sequence number.</summary>
    public byte[] Next(ulong sequence) => random.Below(10) switch
    {
        0 => RandomBytes(random.Pick([0, 1, 300, batchBytesMax])),
        1 => Truncated(sequence),
        2 => BatchBytes.Ordered(Crafted().ToByteArray(), RandomBytes(random.Pick([0, 64, 72]))),
        3 => Signed(Crafted().ToByteArray(), sequence + (ulong)random.Between(1, 4)),
        4 => InAnothersName(sequence),
        5 => Replayed() ?? Signed(Crafted().ToByteArray(), sequence),
        _ => Signed(Crafted().ToByteArray(), sequence),
    };

    /// <summary>
    /// Its own newest batch once more with another time proof, for an order that shows each to some; null where the newest is not its own.
    /// </summary>
    public (ulong Sequence, byte[] Batch)? Twin()
    {
        var last = world.Ordered;
        if (last == 0 || world.BatchAt(last) is not { } ordered || BatchBytes.TryRead(ordered) is not var (_, batch) ||
            new Digest(batch.Proposer.Span) != world.Id)
        {
            return null;
        }

        batch.TimeProof = batch.TimeProof is null ? TimeProof() : null;
        return (last, Signed(batch.ToByteArray(), last));
    }

    private byte[] Signed(byte[] batch, ulong sequence)
    {
        var message = BatchBytes.Message(world.Genesis.ChainId, sequence, BatchBytes.DigestOf(world.Genesis.Hasher, batch));
        return BatchBytes.Ordered(batch, world.Signer.Sign(message));
    }

    private byte[] InAnothersName(ulong sequence)
    {
        var batch = Crafted();
        batch.Proposer = ByteString.CopyFrom(random.Pick(world.Validators).ToArray());
        return Signed(batch.ToByteArray(), sequence);
    }

    // What somebody else has signed, at another place.
    private byte[]? Replayed() => world.Ordered == 0 ? null : world.BatchAt((ulong)random.Between(1, (int)world.Ordered));

    private byte[] Truncated(ulong sequence)
    {
        var bytes = Signed(Crafted().ToByteArray(), sequence);
        return bytes[..random.Below(bytes.Length + 1)];
    }

    private Batch Crafted()
    {
        var batch = new Batch
        {
            Proposer = ByteString.CopyFrom(random.Chance(80) ? world.Id.ToArray() : RandomBytes(random.Pick([0, 32, 33]))),
        };
        if (random.Chance(80))
        {
            batch.TimeProof = TimeProof();
        }

        for (var i = random.Below(6); i > 0; i--)
        {
            batch.Transactions.Add(ByteString.CopyFrom(Transaction()));
        }

        return batch;
    }

    // Copies of what clients have sent, whole or damaged, twice in one batch as well.
    private byte[] Transaction()
    {
        var known = world.Sent;
        if (known.Count == 0 || random.Chance(10))
        {
            return RandomBytes(random.Below(200));
        }

        var bytes = random.Pick(known).ToArray();
        switch (random.Below(4))
        {
            case 0:
                bytes[^1] ^= 1; // the signature: the id stays
                break;
            case 1:
                bytes[random.Below(bytes.Length)] ^= (byte)(1 << random.Below(8));
                break;
            default:
                break;
        }

        return bytes;
    }

    private QuorumCertificate TimeProof()
    {
        var height = (ulong)random.Below((int)world.Ordered + 2);
        var proof = (random.Chance(50) ? world.CertificateFrom(height) : world.NewestCertificate)?.Clone() ?? new QuorumCertificate();
        switch (random.Below(6))
        {
            case 0 when proof.Votes.Count > 0:
                proof.Votes.RemoveAt(0); // maybe too few, maybe a smaller quorum: both are for the rules to tell
                break;
            case 1 when proof.Votes.Count > 0:
                random.Pick(proof.Votes).Time += 3_600_000;
                break;
            case 2:
                proof.Height++;
                break;
            case 3:
                proof.BlockHash = ByteString.CopyFrom(RandomBytes(32));
                break;
            case 4 when proof.Votes.Count > 1:
                proof.Votes[0] = proof.Votes[1];
                break;
            default:
                break;
        }

        return proof;
    }

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        random.Fill(bytes);
        return bytes;
    }
}
