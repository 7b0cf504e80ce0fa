namespace Ledger.Certificates.Paths;

/// <summary>One node of the valid policy graph (RFC 9618 §5.1): a policy at one certificate of the path.</summary>
internal sealed class PolicyNode(string policy, IReadOnlyList<PolicyNode> parents)
{
    internal string Policy { get; } = policy;

    internal IReadOnlyList<PolicyNode> Parents { get; } = parents;

    /// <summary>What the next certificate must name for this policy to go on.</summary>
    internal IReadOnlyList<string> Expected { get; set; } = [policy];
}
