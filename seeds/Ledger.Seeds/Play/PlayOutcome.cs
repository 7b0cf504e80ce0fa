using Ledger.Protocol;

namespace Ledger.Seeds;

/// <summary>What became of a transaction.</summary>
/// <param name="Code">None: done. Repeated or duplicate: done before. Expired: it can never land. Otherwise refused.</param>
/// <param name="Detail">The refusal in words.</param>
public readonly record struct PlayOutcome(RefusalCode Code, string Detail)
{
    /// <summary>Whether its effect stands, from now or from before.</summary>
    public bool IsDone => Code is RefusalCode.None || IsRepeated;

    /// <summary>Whether an earlier transaction had the effect.</summary>
    public bool IsRepeated => Code is RefusalCode.Repeated or RefusalCode.Duplicate;
}
