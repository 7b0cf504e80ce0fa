namespace Ledger.Sessions;

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
