using Google.Protobuf;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Simulation.Tests;

/// <summary>
/// The Byzantine validator. It runs an honest core, so that it knows as much as it can, and lies in what leaves it: votes on their way out,
/// and mischief of its own now and then.
/// </summary>
internal sealed class LyingValidator(Simulation world, int index) : INetwork
{
    private const int SeenMax = 64;
    private const int FloodMessages = 40;
    private readonly List<PeerMessage> _seen = [];
    private readonly LyingProposer _proposer = new(world, index);

    private LiarHabits Habits => world.Faults.Habits;

    internal void Start()
    {
        world.Trace.Add($"n{index} lies: {Habits}");
        world.Events.After(world.Random.Between(100, 1_000), Mischief);
    }

    public void Broadcast(PeerMessage message)
    {
        Remember(message);
        if (Habits.HasFlag(LiarHabits.WrongRoots) && message.Vote is not null && world.Random.Chance(50))
        {
            message = new PeerMessage { Vote = Equivocation(message.Vote) };
        }

        for (var to = 0; to < Simulation.NodesCount; to++)
        {
            if (Habits.HasFlag(LiarHabits.Silent) && world.Random.Chance(80))
            {
                continue;
            }

            var lies = Habits.HasFlag(LiarHabits.Equivocate) && message.Vote is not null && world.Random.Chance(50);
            world.Network.Send(index, to, lies ? new PeerMessage { Vote = Equivocation(message.Vote!) } : message);
        }
    }

    public void Send(Digest validator, PeerMessage message)
    {
        Remember(message);
        if (world.Consortium.IndexOf(validator) is { } to)
        {
            world.Network.Send(index, to, message);
        }
    }

    private void Remember(PeerMessage message)
    {
        if (_seen.Count < SeenMax)
        {
            _seen.Add(message);
        }
        else
        {
            _seen[world.Random.Below(SeenMax)] = message;
        }
    }

    private void Mischief()
    {
        world.Events.After(world.Random.Between(200, 2_000), Mischief);
        if (Habits.HasFlag(LiarHabits.Garbage))
        {
            ToAll(Garbage());
        }

        if (Habits.HasFlag(LiarHabits.Forge))
        {
            ToAll(Forgery());
        }

        if (Habits.HasFlag(LiarHabits.Replay) && _seen.Count > 0)
        {
            ToAll(world.Random.Pick(_seen));
        }

        if (Habits.HasFlag(LiarHabits.Flood) && _seen.Count > 0)
        {
            var to = world.Random.Below(Simulation.NodesCount);
            for (var i = 0; i < FloodMessages; i++)
            {
                world.Network.Send(index, to, world.Random.Chance(50) ? Garbage() : world.Random.Pick(_seen));
            }
        }

        if (Habits.HasFlag(LiarHabits.BadBatches))
        {
            _proposer.Propose();
        }
    }

    private void ToAll(PeerMessage message)
    {
        for (var to = 0; to < Simulation.NodesCount; to++)
        {
            world.Network.Send(index, to, message);
        }
    }

    private ulong NearHeight() =>
        Math.Max(
            1,
            world.Orderer.Last + (ulong)world.Random.Below(6)) - (ulong)world.Random.Below((int)Math.Min(4, world.Orderer.Last + 1));

    private SignedVote Equivocation(SignedVote vote)
    {
        var other = new Digest(RandomBytes(Digest.Bytes));
        return Sign(vote.Height, other, vote.Vote.Time);
    }

    private SignedVote Sign(ulong height, Digest hash, long time)
    {
        var validator = world.Consortium.Validators[index];
        return new SignedVote
        {
            Height = height,
            BlockHash = ByteString.CopyFrom(hash.ToArray()),
            Vote = new Vote
            {
                Validator = ByteString.CopyFrom(validator.Id.ToArray()),
                Time = time,
                Signature = ByteString.CopyFrom(
                    validator.Signer.Sign(VoteBytes.Encode(world.Consortium.Genesis.ChainId, height, hash, time))),
            },
        };
    }

    private PeerMessage Garbage() => world.Random.Below(5) switch
    {
        0 => new PeerMessage(),
        1 => new PeerMessage { Vote = new SignedVote { Height = NearHeight() } },
        2 =>
            new PeerMessage
            {
                Vote = Sign(ulong.MaxValue - (ulong)world.Random.Below(9), new Digest(RandomBytes(Digest.Bytes)), long.MaxValue),
            },
        3 => new PeerMessage
        {
            Vote = new SignedVote
            {
                Height = NearHeight(),
                BlockHash = ByteString.CopyFrom(RandomBytes(world.Random.Below(40))),
                Vote = new Vote
                {
                    Validator = ByteString.CopyFrom(RandomBytes(world.Random.Pick([0, 31, 32]))),
                    Time = -world.Random.Below(2),
                },
            },
        },
        _ =>
            new PeerMessage
            {
                Certificate = new QuorumCertificate
                {
                    Height = NearHeight(),
                    BlockHash = ByteString.CopyFrom(RandomBytes(world.Random.Pick([0, 32]))),
                    Votes = { new Vote(), new Vote() },
                },
            },
    };

    // In the others' names for the present heights; with its own genuine signature among them, and sometimes on the right block.
    private PeerMessage Forgery()
    {
        var height = NearHeight();
        var core = world.Nodes[index].Core;
        var right = core?.Chain.Blocks.GetBlock(height) is { } block
            ? BlockHeader.Hash(world.Consortium.Genesis.Hasher, block.Header.Span)
            : default(Digest?);
        var hash = right is { } known && world.Random.Chance(50) ? known : new Digest(RandomBytes(Digest.Bytes));
        var certificate = new QuorumCertificate { Height = height, BlockHash = ByteString.CopyFrom(hash.ToArray()) };
        foreach (var (validator, position)
            in world.Consortium.Validators.Select((validator, position) => (validator, position)).OrderBy(entry => entry.validator.Id))
        {
            certificate.Votes.Add(position == index ? Sign(height, hash, 1).Vote : new Vote
            {
                Validator = ByteString.CopyFrom(validator.Id.ToArray()),
                Time = world.Random.Below(1_000_000),
                Signature = ByteString.CopyFrom(RandomBytes(32)),
            });
        }

        return world.Random.Below(3) switch
        {
            0 => new PeerMessage { Certificate = certificate },
            1 => new PeerMessage { Certificate = Own(certificate, height, hash) },
            _ =>
                new PeerMessage
                {
                    Vote = new SignedVote
                    {
                        Height = height,
                        BlockHash = certificate.BlockHash,
                        Vote = world.Random.Pick(certificate.Votes),
                    },
                },
        };
    }

    private QuorumCertificate Own(QuorumCertificate certificate, ulong height, Digest hash)
    {
        certificate.Votes.Clear();
        for (var i = 0; i < 3; i++)
        {
            certificate.Votes.Add(Sign(height, hash, i).Vote);
        }

        return certificate;
    }

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        world.Random.Fill(bytes);
        return bytes;
    }
}
