namespace Ledger.Schema.Guarantee;

/// <summary>Whether a tenderer is free to keep a bond. Names are stable.</summary>
public enum ForfeitureDuty
{
    /// <summary>It may keep the bond (可以不退还).</summary>
    May = 1,

    /// <summary>It must not return it (不予退还), and the award is cancelled.</summary>
    Shall = 2,
}
