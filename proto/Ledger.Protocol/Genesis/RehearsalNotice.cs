namespace Ledger.Protocol;

/// <summary>What is said wherever something of a rehearsal's chain is shown (<see cref="GenesisFile.IsRehearsal"/>).</summary>
public static class RehearsalNotice
{
    /// <summary>The notice.</summary>
    public const string English = "REHEARSAL: a trial's chain, whose clock may be moved; nothing on it counts";

    /// <summary>The same in Chinese.</summary>
    public const string Chinese = "演练链：仅供演练，时钟可调，其上一切记录与保函均无效力";
}
