using Google.Protobuf;
using Ledger.Ordering;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Simulation.Tests;

/// <summary>Puts batches into the order that no honest proposer makes.</summary>
internal sealed class LyingProposer(Simulation world, int index)
{
    internal void Propose()
    {
        if (world.Orderer.Forks && world.Random.Chance(50))
        {
            ProposeTwin();
        }

        var sequence = world.Orderer.Last + 1;
        var ordered = world.Random.Below(10) switch
        {
            0 => RandomBytes(world.Random.Pick([0, 1, 300, IOrderer.BatchBytesMax])),
            1 => Truncated(sequence),
            2 => BatchBytes.Ordered(Crafted().ToByteArray(), RandomBytes(world.Random.Pick([0, 64, 72]))),
            3 => Signed(Crafted().ToByteArray(), sequence + (ulong)world.Random.Between(1, 4)),
            4 => InAnothersName(sequence),
            5 => Replayed() ?? Signed(Crafted().ToByteArray(), sequence),
            _ => Signed(Crafted().ToByteArray(), sequence),
        };
        if (ordered.Length <= IOrderer.BatchBytesMax)
        {
            var result = world.Orderer.Append(sequence, ordered);
            world.Trace.Add($"n{index} slips {ordered.Length} bytes in: {result?.ToString() ?? "no answer"}");
        }
    }

    // Its own newest batch once more with another time proof, for an order that shows each to some.
    private void ProposeTwin()
    {
        var last = world.Orderer.Last;
        if (last > 0 && world.Orderer.Read(last, 1)?.FirstOrDefault() is { } ordered && BatchBytes.TryRead(ordered) is var (_, batch) &&
            new Digest(batch.Proposer.Span) == world.Consortium.Validators[index].Id)
        {
            batch.TimeProof = batch.TimeProof is null ? TimeProof() : null;
            world.Orderer.Append(last, Signed(batch.ToByteArray(), last));
        }
    }

    private byte[] Signed(byte[] batch, ulong sequence)
    {
        var message = BatchBytes.Message(world.Consortium.Genesis.ChainId, sequence, BatchBytes.DigestOf(world.Consortium.Genesis.Hasher,
            batch));
        return BatchBytes.Ordered(batch, world.Consortium.Validators[index].Signer.Sign(message));
    }

    private byte[] InAnothersName(ulong sequence)
    {
        var batch = Crafted();
        batch.Proposer = ByteString.CopyFrom(world.Random.Pick(world.Consortium.Validators).Id.ToArray());
        return Signed(batch.ToByteArray(), sequence);
    }

    // What somebody else has signed, at another place.
    private byte[]? Replayed() => world.Orderer.Last == 0 ? null
        : world.Orderer.Read((ulong)world.Random.Between(1, (int)world.Orderer.Last), 1)?.FirstOrDefault();

    private byte[] Truncated(ulong sequence)
    {
        var bytes = Signed(Crafted().ToByteArray(), sequence);
        return bytes[..world.Random.Below(bytes.Length + 1)];
    }

    private Batch Crafted()
    {
        var batch = new Batch
        {
            Proposer = ByteString.CopyFrom(
                world.Random.Chance(80) ? world.Consortium.Validators[index].Id.ToArray() : RandomBytes(world.Random.Pick([0, 32, 33]))),
        };
        if (world.Random.Chance(80))
        {
            batch.TimeProof = TimeProof();
        }

        for (var i = world.Random.Below(6); i > 0; i--)
        {
            batch.Transactions.Add(ByteString.CopyFrom(Transaction()));
        }

        return batch;
    }

    // Copies of what clients have sent, whole or damaged, twice in one batch as well.
    private byte[] Transaction()
    {
        var known = world.Clients.Sent;
        if (known.Count == 0 || world.Random.Chance(10))
        {
            return RandomBytes(world.Random.Below(200));
        }

        var bytes = world.Random.Pick(known).ToArray();
        switch (world.Random.Below(4))
        {
            case 0:
                bytes[^1] ^= 1; // the signature: the id stays
                break;
            case 1:
                bytes[world.Random.Below(bytes.Length)] ^= (byte)(1 << world.Random.Below(8));
                break;
            default:
                break;
        }

        return bytes;
    }

    private QuorumCertificate TimeProof()
    {
        var core = world.Nodes[index].Core;
        var height = (ulong)world.Random.Below((int)world.Orderer.Last + 2);
        var proof = (world.Random.Chance(50) ? core?.Votes.ReadCertificateFrom(height) : core?.Finality.Newest)?.Clone()
            ?? new QuorumCertificate();
        switch (world.Random.Below(6))
        {
            case 0 when proof.Votes.Count > 0:
                proof.Votes.RemoveAt(0); // maybe too few, maybe a smaller quorum: both are for the rules to tell
                break;
            case 1 when proof.Votes.Count > 0:
                world.Random.Pick(proof.Votes).Time += 3_600_000;
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
        world.Random.Fill(bytes);
        return bytes;
    }
}
