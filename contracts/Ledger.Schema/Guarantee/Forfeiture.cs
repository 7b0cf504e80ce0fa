using Ledger.Protocol.V1;

namespace Ledger.Schema.Guarantee;

/// <summary>What the law says of a reason of forfeiture (不予退还投标保证金): a closed list (DOMAIN §1).</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Duty">Whether the tenderer may keep the bond, or must not return it.</param>
/// <param name="Source">The article.</param>
public sealed record Forfeiture(ClaimReason Reason, ForfeitureDuty Duty, string Source)
{
    /// <summary>The list, in the order of the reasons.</summary>
    public static IReadOnlyList<Forfeiture> All { get; } =
    [
        new(ClaimReason.Revoked, ForfeitureDuty.May, "招标投标法实施条例 §35"),
        new(ClaimReason.NoContract, ForfeitureDuty.Shall, "招标投标法实施条例 §74"),
        new(ClaimReason.AddedConditions, ForfeitureDuty.Shall, "招标投标法实施条例 §74"),
        new(ClaimReason.NoPerformanceBond, ForfeitureDuty.Shall, "招标投标法实施条例 §74"),
        new(ClaimReason.OtherInDocument, ForfeitureDuty.May, "the tender document's clause"),
    ];

    /// <summary>What is said of a reason; null where it is none of the list.</summary>
    public static Forfeiture? Of(ClaimReason reason) => All.FirstOrDefault(one => one.Reason == reason);
}

/// <summary>Whether a tenderer is free to keep a bond. Names are stable.</summary>
public enum ForfeitureDuty
{
    /// <summary>It may keep the bond (可以不退还).</summary>
    May = 1,

    /// <summary>It must not return it (不予退还), and the award is cancelled.</summary>
    Shall = 2,
}
