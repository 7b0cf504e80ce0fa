using Ledger.Crypto.Groups;

namespace Ledger.Threshold;

/// <summary>
/// Where everything stands in a dealing: Cₘₖ (m, then k) ‖ R ‖ for each receiver in order its ciphertext ‖ S ‖ z. The batch and its
/// receivers alone give every length, so there is no place for a coefficient more.
/// </summary>
public static class DealingLayout
{
    /// <summary>Length of the tag of a receiver's ciphertext, in bytes.</summary>
    public const int TagBytes = 16;

    /// <summary>Length of the dealing for these receivers, in bytes.</summary>
    public static int BytesOf(ReceiverSet receivers)
    {
        ArgumentNullException.ThrowIfNull(receivers);
        return BytesOf(receivers.Context.Keys, receivers.Context.Threshold, receivers.Count);
    }

    /// <summary>Length of one receiver's ciphertext, in bytes.</summary>
    public static int CiphertextBytesOf(BatchContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (context.Keys * PrimeGroup.ScalarBytes) + TagBytes;
    }

    /// <summary>Length of all commitments, in bytes.</summary>
    public static int CommitmentBytesOf(BatchContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Keys * context.Threshold * PrimeGroup.PointBytes;
    }

    /// <summary>Length of a dealing, in bytes; numbers of at most <see cref="BatchContext.DealingBytesMax"/> do not overflow.</summary>
    internal static int BytesOf(int keys, int threshold, int receivers)
    {
        var bytes = ((long)keys * threshold * PrimeGroup.PointBytes)
            + ((long)receivers * ((keys * PrimeGroup.ScalarBytes) + TagBytes))
            + (2 * PrimeGroup.PointBytes) + PrimeGroup.ScalarBytes;
        return (int)Math.Min(bytes, int.MaxValue);
    }
}
