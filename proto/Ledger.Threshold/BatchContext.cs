using Ledger.Crypto;
using Ledger.Crypto.Groups;
using Ledger.Protocol;

namespace Ledger.Threshold;

/// <summary>
/// What a batch of keys is made for: chain, epoch, batch, and the keepers with their threshold (docs/spec/keepers.md). Keepers have the
/// numbers 1 to n of their places in the list; no message carries a number.
/// </summary>
public sealed class BatchContext
{
    /// <summary>Most keepers of an epoch.</summary>
    public const int KeepersMax = 31;

    /// <summary>Longest dealing, in bytes: below what a transaction takes, with room for its envelope.</summary>
    public const int DealingBytesMax = 72 * 1024;

    private BatchContext(BatchTerms terms)
    {
        Terms = terms;
        Group = PrimeGroup.Of(terms.Suite);
        Digest = DigestOf(terms);
    }

    /// <summary>What the batch is made for.</summary>
    public BatchTerms Terms { get; }

    /// <summary>The suite's group.</summary>
    public PrimeGroup Group { get; }

    /// <summary>The context's digest, part of all that is hashed for this batch.</summary>
    public Digest Digest { get; }

    /// <summary>n.</summary>
    public int Keepers => Terms.Keepers.Count;

    /// <summary>t: as many shares give a key, one fewer give nothing.</summary>
    public int Threshold => Terms.Threshold;

    /// <summary>B: how many keys the batch makes.</summary>
    public int Keys => Terms.Keys;

    /// <summary>The context of these terms; null, with the reason, where no batch may be made of them.</summary>
    public static BatchContext? Create(BatchTerms terms, out BatchFault fault)
    {
        ArgumentNullException.ThrowIfNull(terms);
        fault = Check(terms);
        return fault == BatchFault.None ? new BatchContext(terms) : null;
    }

    /// <summary>How many keepers may be missing or lie: ⌊(n − 1)/3⌋.</summary>
    public static int FaultyMax(int keepers) => (keepers - 1) / 3;

    /// <summary>Whether a number is a keeper's.</summary>
    internal bool IsKeeper(int keeper) => keeper >= 1 && keeper <= Keepers;

    private static BatchFault Check(BatchTerms terms)
    {
        var n = terms.Keepers.Count;
        if (terms.Suite is not (CryptoSuite.Guomi or CryptoSuite.International))
        {
            return BatchFault.Suite;
        }

        if (n is < 1 or > KeepersMax)
        {
            return BatchFault.Keepers;
        }

        if (terms.Keepers.Distinct().Count() != n)
        {
            return BatchFault.KeeperTwice;
        }

        if (terms.Threshold < FaultyMax(n) + 1 || terms.Threshold > n - FaultyMax(n))
        {
            return BatchFault.Threshold;
        }

        return terms.Keys >= 1 && terms.Keys <= DealingBytesMax
            && DealingLayout.BytesOf(terms.Keys, terms.Threshold, n) <= DealingBytesMax
            ? BatchFault.None
            : BatchFault.Keys;
    }

    private static Digest DigestOf(BatchTerms terms)
    {
        using var list = new Transcript(terms.Suite, DomainTag.KeeperList);
        foreach (var keeper in terms.Keepers)
        {
            list.Append(keeper);
        }

        using var transcript = new Transcript(terms.Suite, DomainTag.KeeperBatch);
        transcript.Append(terms.Chain);
        transcript.Append(terms.Epoch);
        transcript.Append(terms.Batch);
        transcript.Append((ulong)terms.Keepers.Count);
        transcript.Append((ulong)terms.Threshold);
        transcript.Append((ulong)terms.Keys);
        transcript.Append((ulong)terms.Suite);
        transcript.Append(list.Finish());
        return transcript.Finish();
    }
}

/// <summary>The terms of a batch.</summary>
/// <param name="Suite">The chain's suite.</param>
/// <param name="Chain">The chain's id.</param>
/// <param name="Epoch">The keepers' epoch.</param>
/// <param name="Batch">The batch's number in its epoch.</param>
/// <param name="Threshold">t.</param>
/// <param name="Keys">B, at least 1.</param>
/// <param name="Keepers">The ids of the keepers' signing certificates: the first is keeper 1.</param>
public sealed record BatchTerms(
    CryptoSuite Suite, Digest Chain, ulong Epoch, ulong Batch, int Threshold, int Keys, IReadOnlyList<Digest> Keepers);
