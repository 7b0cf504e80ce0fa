namespace Ledger.Sessions;

/// <summary>What one centre takes of a node's sessions. Used under the book's lock.</summary>
internal sealed class CentreUse(ScanSessionOptions options, long nowMs)
{
    /// <summary>How fast it may open more.</summary>
    internal OpeningRate Rate { get; } = new(options, nowMs);

    /// <summary>Its sessions that are held.</summary>
    internal int Sessions { get; private set; }

    /// <summary>Bytes of their sealed details and frames.</summary>
    internal long Bytes { get; private set; }

    internal bool HasRoomForOne(int bytes) => Sessions < Math.Max(1, options.SessionsMax / options.CentrePart) && HasRoomFor(bytes);

    internal bool HasRoomFor(int bytes) => Bytes + bytes <= options.BytesMax / options.CentrePart;

    internal void Add(int sessions, int bytes) => (Sessions, Bytes) = (Sessions + sessions, Bytes + bytes);
}

/// <summary>One centre's token bucket: it fills by the clock, and each opening takes one token. Used under the book's lock.</summary>
internal sealed class OpeningRate(ScanSessionOptions options, long nowMs)
{
    private const long MsPerSecond = 1_000;
    private long _thousandths = options.CentreOpensBurst * MsPerSecond;
    private long _filledAtMs = nowMs;

    internal bool TryTake(long nowMs)
    {
        var elapsedMs = Math.Clamp(nowMs - _filledAtMs, 0, MsPerSecond * 60);
        _thousandths = Math.Min(options.CentreOpensBurst * MsPerSecond, _thousandths + (elapsedMs * options.CentreOpensPerSecond));
        _filledAtMs = nowMs;
        if (_thousandths < MsPerSecond)
        {
            return false;
        }

        _thousandths -= MsPerSecond;
        return true;
    }
}
