namespace Ledger.Mail;

/// <summary>
/// How the price of a stamp rises with what is held: not at all up to half of the room, then by one bit, a doubling of the work, for each
/// 32nd of it. The last part of the room costs 65,536 times what the first did, so whoever would fill a node pays more than it is worth,
/// and who comes late can still pay.
/// </summary>
public static class StampPrice
{
    /// <summary>Most bits that are added.</summary>
    public const int RiseMax = 16;

    /// <summary>Bits added where <paramref name="used"/> of <paramref name="max"/> is held.</summary>
    public static int Rise(long used, long max)
    {
        var beyondHalf = (Int128)used - (max / 2);
        return beyondHalf <= 0 ? 0 : (int)Int128.Min(RiseMax, ((beyondHalf * 2 * RiseMax) + max - 1) / max);
    }
}
