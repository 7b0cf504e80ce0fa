using System.Security.Cryptography;
using Ledger.Protocol.Mail;

namespace Ledger.Mail;

/// <summary>
/// What stamps are made over beside their letter: random bytes that a node draws anew every so often, so that no stamp can be made before
/// they are known, nor kept for long. The ones before count too, for stamps that are being made while they change. Safe for use by several
/// threads.
/// </summary>
/// <param name="clock">The machine's own clock: an epoch lives between two calls of a client, not in block time.</param>
/// <param name="epochMs">How long one lasts, milliseconds; a stamp is good for one to two of them.</param>
public sealed class StampEpochs(TimeProvider clock, long epochMs = StampEpochs.DefaultMs)
{
    /// <summary>How long an epoch lasts where nothing else is said: an hour.</summary>
    public const long DefaultMs = 60 * 60 * 1000;

    private readonly Lock _gate = new();
    private byte[] _current = RandomNumberGenerator.GetBytes(Stamps.EpochBytes);
    private byte[] _previous = RandomNumberGenerator.GetBytes(Stamps.EpochBytes);
    private DateTimeOffset _since = clock.GetUtcNow();

    /// <summary>The epoch that stamps are made over now.</summary>
    public byte[] Current => Both().Current;

    /// <summary>Whether a stamp is good over the current epoch or the one before.</summary>
    public bool Accept(Func<byte[], bool> isGood)
    {
        ArgumentNullException.ThrowIfNull(isGood);
        var (current, previous) = Both();
        return isGood(current) || isGood(previous);
    }

    private (byte[] Current, byte[] Previous) Both()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var epochs = (long)(now - _since).TotalMilliseconds / epochMs;
            if (epochs != 0)
            {
                // After a pause of two epochs and more, or a clock that was set back, what was asked for before is too old.
                _previous = epochs == 1 ? _current : RandomNumberGenerator.GetBytes(Stamps.EpochBytes);
                _current = RandomNumberGenerator.GetBytes(Stamps.EpochBytes);
                _since = now;
            }

            return (_current, _previous);
        }
    }
}
