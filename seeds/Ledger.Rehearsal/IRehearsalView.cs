using Ledger.Seeds;

namespace Ledger.Rehearsal;

/// <summary>Shows a person what a rehearsal is doing.</summary>
public interface IRehearsalView
{
    /// <summary>The consortium is up; <paramref name="height"/> is where it goes on from.</summary>
    void Started(IReadOnlyList<RehearsalNode> nodes, ulong height);

    /// <summary>Playing; called often.</summary>
    void Playing(PlayProgress progress);

    /// <summary>Auditing; called often.</summary>
    void Auditing(AuditProgress progress);

    /// <summary>All is done.</summary>
    void Finished(RehearsalReport report);
}

/// <summary>A validator that is up.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Grpc">Where gRPC clients reach it.</param>
/// <param name="Web">Where browsers reach it; null where they cannot.</param>
public sealed record RehearsalNode(string Name, Uri Grpc, Uri? Web);
