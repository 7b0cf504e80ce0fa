using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Protocol;
using Ledger.Protocol.Mail;

namespace Ledger.Mail;

/// <summary>
/// Challenges: the node's time, randomness, and an authenticator under a key that lives as long as the process. None is remembered before
/// it was used; used ones are, until they are too old. Where more are used than are remembered, the oldest are forgotten and all as old as
/// they are refused, so a flood makes challenges shorter-lived and never reusable. Safe for use by several threads.
/// </summary>
public sealed class ChallengeBook : IDisposable
{
    private const int TimeBytes = 8;
    private const int RandomBytes = 16;
    private const int SignedBytes = TimeBytes + RandomBytes;
    private const int AuthenticatorBytes = OwnerRequests.ChallengeBytes - SignedBytes;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly TimeProvider _clock;
    private readonly ChallengeOptions _options;
    private readonly Lock _gate = new();
    private readonly SortedSet<(long Time, UInt128 Random)> _used = [];
    private long _forgotten = long.MinValue;

    /// <summary>An empty book.</summary>
    /// <param name="clock">The machine's own clock: challenges live between two calls of a client, not in block time.</param>
    /// <param name="options">Limits.</param>
    public ChallengeBook(TimeProvider clock, ChallengeOptions options) => (_clock, _options) = (clock, options);

    /// <summary>A new challenge.</summary>
    public byte[] Issue()
    {
        var challenge = new byte[OwnerRequests.ChallengeBytes];
        BinaryPrimitives.WriteInt64BigEndian(challenge, Now);
        RandomNumberGenerator.Fill(challenge.AsSpan(TimeBytes, RandomBytes));
        Authenticate(challenge.AsSpan(0, SignedBytes), challenge.AsSpan(SignedBytes));
        return challenge;
    }

    /// <summary>Refuses a challenge that is not this book's, too old, or used.</summary>
    public Refused Check(ReadOnlySpan<byte> challenge)
    {
        if (Read(challenge, out var entry) is { IsRefused: true } refused)
        {
            return refused;
        }

        lock (_gate)
        {
            return Check(entry);
        }
    }

    /// <summary>As <see cref="Check(ReadOnlySpan{byte})"/>, and then the challenge is used.</summary>
    public Refused Use(ReadOnlySpan<byte> challenge)
    {
        if (Read(challenge, out var entry) is { IsRefused: true } refused)
        {
            return refused;
        }

        lock (_gate)
        {
            if (Check(entry) is { IsRefused: true } used)
            {
                return used;
            }

            _used.Add(entry);
            Forget();
            return Refused.No;
        }
    }

    /// <summary>Clears the key.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private Refused Read(ReadOnlySpan<byte> challenge, out (long Time, UInt128 Random) entry)
    {
        entry = default;
        Span<byte> expected = stackalloc byte[AuthenticatorBytes];
        if (challenge.Length != OwnerRequests.ChallengeBytes)
        {
            return new Refused(
                RefusalCode.BadChallenge, $"A challenge has {OwnerRequests.ChallengeBytes} bytes, this one {challenge.Length}.");
        }

        Authenticate(challenge[..SignedBytes], expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, challenge[SignedBytes..]))
        {
            return new Refused(RefusalCode.BadChallenge, "This node did not issue the challenge, or was started anew since.");
        }

        entry = (BinaryPrimitives.ReadInt64BigEndian(challenge), BinaryPrimitives.ReadUInt128BigEndian(challenge[TimeBytes..]));
        return Math.Abs(Now - entry.Time) <= _options.LifetimeMs
            ? Refused.No
            : new Refused(RefusalCode.BadChallenge, $"The challenge is older than {_options.LifetimeMs} ms.");
    }

    // Under the lock.
    private Refused Check((long Time, UInt128 Random) entry)
    {
        if (_used.Contains(entry))
        {
            return new Refused(RefusalCode.ChallengeUsed, "The challenge was used already.");
        }

        return entry.Time > _forgotten
            ? Refused.No
            : new Refused(RefusalCode.BadChallenge, "The challenge is older than the node remembers at present.");
    }

    private void Forget()
    {
        while (_used.Count > 0 && Now - _used.Min.Time > _options.LifetimeMs)
        {
            _used.Remove(_used.Min);
        }

        while (_used.Count > _options.UsedMax)
        {
            _forgotten = _used.Min.Time;
            _used.Remove(_used.Min);
        }
    }

    private void Authenticate(ReadOnlySpan<byte> signed, Span<byte> authenticator)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, signed, whole);
        whole[..AuthenticatorBytes].CopyTo(authenticator);
    }
}

/// <summary>Limits of challenges.</summary>
public sealed record ChallengeOptions
{
    /// <summary>How long a challenge is good, milliseconds.</summary>
    public long LifetimeMs { get; init; } = 60_000;

    /// <summary>Used challenges that are remembered.</summary>
    public int UsedMax { get; init; } = 100_000;
}
