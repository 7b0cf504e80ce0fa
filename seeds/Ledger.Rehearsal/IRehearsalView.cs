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
