namespace Ledger.Protocol;

/// <summary>The words of a refusal, in English, and in Chinese beside them.</summary>
/// <param name="Code">The stable number.</param>
/// <param name="Name">The stable name, in capitals.</param>
/// <param name="Rule">The rule that was broken, with its source.</param>
/// <param name="Remedy">What to do next.</param>
/// <param name="Transient">Whether the same bytes may be accepted later.</param>
public sealed record RefusalText(RefusalCode Code, string Name, string Rule, string Remedy, bool Transient = false)
{
    /// <summary>Rule and remedy in Chinese. The detail of a single refusal, with its values, is in English alone: it is part of receipts.</summary>
    public RefusalWords Chinese => ChineseRefusals.Of(Code);
}
