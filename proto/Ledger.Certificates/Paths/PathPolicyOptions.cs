using Ledger.Certificates.Extensions;

namespace Ledger.Certificates.Paths;

/// <summary>The inputs of path validation about policies (RFC 5280 §6.1.1 (c), (e), (f), (g)).</summary>
public sealed record PathPolicyOptions
{
    /// <summary>The policies of which one must be valid; <see cref="StandardExtensions.AnyPolicy"/> alone for any.</summary>
    public IReadOnlyList<string> InitialPolicies { get; init; } = [StandardExtensions.AnyPolicy];

    /// <summary>Whether policies must not be mapped.</summary>
    public bool InhibitMapping { get; init; }

    /// <summary>Whether the path must be valid for a policy.</summary>
    public bool RequireExplicit { get; init; }

    /// <summary>Whether anyPolicy does not count.</summary>
    public bool InhibitAny { get; init; }
}
