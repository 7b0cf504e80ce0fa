using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Node.Snapshots;

/// <summary>Another node, from which one that begins anew takes a snapshot. Nothing that it says is believed.</summary>
public interface ISnapshotSource
{
    /// <summary>Its name for people.</summary>
    string Name { get; }

    /// <summary>Its validator's id.</summary>
    Digest Id { get; }

    /// <summary>What it offers at or below a height, height 0 for nothing; null where it does not answer.</summary>
    ValueTask<Snapshot?> OfferAsync(ulong upTo, CancellationToken cancellationToken);

    /// <summary>A part of a snapshot, empty where it has it not, or no longer; null where it does not answer.</summary>
    ValueTask<SnapshotPart?> ReadAsync(GetSnapshotPartRequest request, CancellationToken cancellationToken);

    /// <summary>What it said does not hold: it is named, and not asked for a while. Nothing of it was written.</summary>
    void OnLie(string fault);
}
