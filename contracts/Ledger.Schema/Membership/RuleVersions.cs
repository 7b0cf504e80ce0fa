namespace Ledger.Schema.Membership;

/// <summary>The versions of the chain's rules that this program knows (docs/spec/finality.md).</summary>
public static class RuleVersions
{
    /// <summary>The newest: of those that contracts and execution gate a change by.</summary>
    public const uint Known = 4;
}
