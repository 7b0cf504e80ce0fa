using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Ledger.Crypto;
using Ledger.Protocol;
using Microsoft.Extensions.Logging;

namespace Ledger.Sessions;

/// <summary>
/// The scan sessions of one node, in memory. <c>.Opening</c> has what centres do, <c>.Phone</c> what phones do, <c>.Watching</c> what
/// browsers see, <c>.Relay</c> the frames between the two. Every method refuses by a value and never throws for what comes from outside.
/// Safe for use by several threads.
/// </summary>
public sealed partial class ScanSessionBook
{
    private readonly ISessionChain _chain;
    private readonly ISignatureVerifier _verifier;
    private readonly IScanAcceptance _acceptance;
    private readonly ScanSessionOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly long _startedAtMs;
    private readonly Lock _gate = new();
    private readonly Dictionary<Digest, ScanSession> _sessions = [];
    private readonly HashSet<Digest> _nonces = [];
    private readonly Queue<Digest> _byAge = new();
    private readonly Dictionary<string, CentreUse> _centres = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>
    /// An empty book. <paramref name="clock"/> is the one whose times validators sign: sessions live, expire and are told by no other.
    /// </summary>
    public ScanSessionBook(
        ISessionChain chain, ISignatureVerifier verifier, IScanAcceptance acceptance, ScanSessionOptions options, TimeProvider clock,
        ILogger<ScanSessionBook> logger)
    {
        (_chain, _verifier, _acceptance, _options, _clock, _logger) = (chain, verifier, acceptance, options, clock, logger);
        // A driven clock may stand behind the chain when the node starts; what was opened before is dead by the chain's time too.
        _startedAtMs = Math.Max(Now, chain.BlockTime + 1);
    }

    /// <summary>Sessions held, ended ones that are not yet forgotten included.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>Bytes of sealed details and frames held.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static Refused Counted(Refused refused)
    {
        if (refused.IsRefused)
        {
            ScanSessionsMetrics.Refused(refused.Code);
        }

        return refused;
    }

    /// <summary>Finds a session and brings its state up to the clock. Under the lock.</summary>
    private Refused Find(ReadOnlySpan<byte> sid, out ScanSession session)
    {
        session = null!;
        if (!TryKey(sid, out var key) || !_sessions.TryGetValue(key, out var found))
        {
            return new Refused(RefusalCode.UnknownSession, "This node holds no such session.");
        }

        session = found;
        Settle(session, Now);
        return Refused.No;
    }

    private void Settle(ScanSession session, long now)
    {
        if (!session.IsEnded && now >= session.ExpiresAtMs)
        {
            session.Expire();
            Report(session);
        }
    }

    private void Report(ScanSession session)
    {
        ScanSessionsMetrics.Ended(session.Ticket.Act, session.State);
        _logger.SessionEnded(session.Ticket.Act, session.State, session.ChangedAtMs - session.OpenedAtMs);
    }

    /// <summary>Forgets the oldest sessions whose time is over. Each is looked at once or twice in its life. Under the lock.</summary>
    private void Sweep(long now)
    {
        while (_byAge.TryPeek(out var oldest) && _sessions.TryGetValue(oldest, out var session) &&
            now >= Math.Max(session.ExpiresAtMs, session.OverAtMs) + _options.KeepEndedMs)
        {
            Settle(session, now);
            _byAge.Dequeue();
            _sessions.Remove(oldest);
            _nonces.Remove(new Digest(session.Ticket.NonceDigest.Span));
            var bytes = session.SealedDetails.Length + session.RelayBytes;
            _bytes -= bytes;
            _centres[session.CentreUscc].Add(-1, -bytes);
            session.Signal();
        }
    }

    // A session id is 16 random bytes: it makes a key together with zeros.
    private static bool TryKey(ReadOnlySpan<byte> sid, [NotNullWhen(true)] out Digest key)
    {
        Span<byte> padded = stackalloc byte[Digest.Bytes];
        padded.Clear();
        key = default;
        if (sid.Length != Protocol.Sessions.ScanLimits.SidBytes)
        {
            return false;
        }

        // At the end, so that the dictionary's hash of a digest sees it from both sides.
        sid.CopyTo(padded[8..]);
        key = new Digest(padded);
        return true;
    }

    private static bool Matches(Digest expected, Digest given) =>
        CryptographicOperations.FixedTimeEquals(expected.ToArray(), given.ToArray());
}
