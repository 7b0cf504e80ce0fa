using Ledger.Protocol;

namespace Ledger.Api.Access;

/// <summary>Whom a node serves.</summary>
public sealed record AccessOptions
{
    /// <summary>
    /// What anyone may call; all of it unless an operator closes something. <see cref="AccessGroup.Status"/> is always open.
    /// </summary>
    public IReadOnlySet<AccessGroup> Open { get; init; } = new HashSet<AccessGroup>(Enum.GetValues<AccessGroup>());

    /// <summary>Callers that the operator knows by their keys.</summary>
    public IReadOnlyList<NamedCaller> Callers { get; init; } = [];

    /// <summary>
    /// Most calls of one caller in a second, over ten seconds; 0 for no such limit. Named callers may have one of their own.
    /// </summary>
    public int CallsPerSecondMax { get; init; }
}

/// <summary>A caller that the operator named: by the key of its TLS certificate, or by its certificate on the chain.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="Pin">SHA-256 over the TLS key's SubjectPublicKeyInfo, 64 lower-case hexadecimal digits; null where it shows none.</param>
/// <param name="Certificate">The registered certificate that signs its call tokens; null where it shows none.</param>
/// <param name="Role">What it may do.</param>
/// <param name="CallsPerSecondMax">Most calls in a second; null for what all have.</param>
public sealed record NamedCaller(string Name, string? Pin, Digest? Certificate, AccessRole Role, int? CallsPerSecondMax);
