using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.TestConsortium;

/// <summary>
/// What a Byzantine validator says in place of the truth, and beside it. Whoever drives it carries that to the others: the simulation on
/// virtual time, a process of its own over real connections. For one thread at a time.
/// </summary>
/// <param name="world">What it knows.</param>
/// <param name="habits">What it does.</param>
/// <param name="random">What it draws from.</param>
public sealed class Liar(ILiarsWorld world, LiarHabits habits, SeededRandom random)
{
    private const int SeenMax = 64;
    private const int FloodMessages = 40;
    private readonly List<PeerMessage> _seen = [];

    /// <summary>What all of them are to hear where an honest node would say this: itself, or a lie.</summary>
    public PeerMessage Say(PeerMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Remember(message);
        return habits.HasFlag(LiarHabits.WrongRoots) && message.Vote is not null && random.Chance(50)
            ? new PeerMessage { Vote = Equivocation(message.Vote) }
            : message;
    }

    /// <summary>What one of them hears of it; null for nothing.</summary>
    public PeerMessage? SayToOne(PeerMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (habits.HasFlag(LiarHabits.Silent) && random.Chance(80))
        {
            return null;
        }

        var lies = habits.HasFlag(LiarHabits.Equivocate) && message.Vote is not null && random.Chance(50);
        return lies ? new PeerMessage { Vote = Equivocation(message.Vote!) } : message;
    }

    /// <summary>Keeps a message, to repeat it later.</summary>
    public void Remember(PeerMessage message)
    {
        if (_seen.Count < SeenMax)
        {
            _seen.Add(message);
        }
        else
        {
            _seen[random.Below(SeenMax)] = message;
        }
    }

    /// <summary>What it says to all unasked, now and then.</summary>
    public IEnumerable<PeerMessage> Mischief()
    {
        if (habits.HasFlag(LiarHabits.Garbage))
        {
            yield return Garbage();
        }

        if (habits.HasFlag(LiarHabits.Forge))
        {
            yield return Forgery();
        }

        if (habits.HasFlag(LiarHabits.Replay) && _seen.Count > 0)
        {
            yield return random.Pick(_seen);
        }
    }

    /// <summary>What it pours out on one of them, now and then, where that is its habit.</summary>
    public IEnumerable<PeerMessage> Flood()
    {
        for (var i = 0; _seen.Count > 0 && i < FloodMessages; i++)
        {
            yield return random.Chance(50) ? Garbage() : random.Pick(_seen);
        }
    }

    private ulong NearHeight() =>
        Math.Max(
            1,
            world.Ordered + (ulong)random.Below(6)) - (ulong)random.Below((int)Math.Min(4, world.Ordered + 1));

    private SignedVote Equivocation(SignedVote vote) => Sign(vote.Height, new Digest(RandomBytes(Digest.Bytes)), vote.Vote.Time);

    private SignedVote Sign(ulong height, Digest hash, long time) => new()
    {
        Height = height,
        BlockHash = ByteString.CopyFrom(hash.ToArray()),
        Vote = new Vote
        {
            Validator = ByteString.CopyFrom(world.Id.ToArray()),
            Time = time,
            Signature = ByteString.CopyFrom(world.Signer.Sign(VoteBytes.Encode(world.Genesis.ChainId, height, hash, time))),
        },
    };

    private PeerMessage Garbage() => random.Below(5) switch
    {
        0 => new PeerMessage(),
        1 => new PeerMessage { Vote = new SignedVote { Height = NearHeight() } },
        2 =>
            new PeerMessage
            {
                Vote = Sign(ulong.MaxValue - (ulong)random.Below(9), new Digest(RandomBytes(Digest.Bytes)), long.MaxValue),
            },
        3 => new PeerMessage
        {
            Vote = new SignedVote
            {
                Height = NearHeight(),
                BlockHash = ByteString.CopyFrom(RandomBytes(random.Below(40))),
                Vote = new Vote
                {
                    Validator = ByteString.CopyFrom(RandomBytes(random.Pick([0, 31, 32]))),
                    Time = -random.Below(2),
                },
            },
        },
        _ =>
            new PeerMessage
            {
                Certificate = new QuorumCertificate
                {
                    Height = NearHeight(),
                    BlockHash = ByteString.CopyFrom(RandomBytes(random.Pick([0, 32]))),
                    Votes = { new Vote(), new Vote() },
                },
            },
    };

    // In the others' names for the present heights; with its own genuine signature among them, and sometimes on the right block.
    private PeerMessage Forgery()
    {
        var height = NearHeight();
        var hash = world.HashAt(height) is { } known && random.Chance(50) ? known : new Digest(RandomBytes(Digest.Bytes));
        var certificate = new QuorumCertificate { Height = height, BlockHash = ByteString.CopyFrom(hash.ToArray()) };
        foreach (var validator in world.Validators.Order())
        {
            certificate.Votes.Add(validator == world.Id ? Sign(height, hash, 1).Vote : new Vote
            {
                Validator = ByteString.CopyFrom(validator.ToArray()),
                Time = random.Below(1_000_000),
                Signature = ByteString.CopyFrom(RandomBytes(32)),
            });
        }

        return random.Below(3) switch
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
                        Vote = random.Pick(certificate.Votes),
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
        random.Fill(bytes);
        return bytes;
    }
}
