using Ledger.Certificates.Extensions;

namespace Ledger.Certificates.Paths;

/// <summary>
/// The policies that are valid along a path. RFC 5280 grows a tree, whose size mappings can make exponential; this is the graph of
/// RFC 9618, with one node for each policy and certificate, which gives the same answers.
/// </summary>
internal sealed class PolicyGraph
{
    private const string Any = StandardExtensions.AnyPolicy;
    private readonly List<Dictionary<string, PolicyNode>> _levels = [new(StringComparer.Ordinal) { [Any] = new PolicyNode(Any, []) }];

    private Dictionary<string, PolicyNode> Leaves => _levels[^1];

    internal bool IsEmpty => Leaves.Count == 0;

    /// <summary>RFC 5280 §6.1.3 (d): goes on to a certificate with these policies.</summary>
    internal void Descend(IReadOnlyList<string> policies, bool anyCounts)
    {
        var expecting = new Dictionary<string, List<PolicyNode>>(StringComparer.Ordinal);
        foreach (var leaf in Leaves.Values)
        {
            foreach (var expected in leaf.Expected)
            {
                (expecting.TryGetValue(expected, out var parents) ? parents : expecting[expected] = []).Add(leaf);
            }
        }

        var any = Leaves.GetValueOrDefault(Any);
        var level = new Dictionary<string, PolicyNode>(StringComparer.Ordinal);
        foreach (var policy in policies)
        {
            if (policy == Any || level.ContainsKey(policy))
            {
                continue;
            }

            if (expecting.TryGetValue(policy, out var parents))
            {
                level[policy] = new PolicyNode(policy, parents);
            }
            else if (any is not null)
            {
                level[policy] = new PolicyNode(policy, [any]);
            }
        }

        if (anyCounts && policies.Contains(Any))
        {
            foreach (var (policy, parents) in expecting)
            {
                level.TryAdd(policy, new PolicyNode(policy, parents));
            }
        }

        _levels.Add(level);
    }

    /// <summary>RFC 5280 §6.1.4 (b): before the next certificate, replaces policies by those they are mapped to, or drops them.</summary>
    internal void Map(IReadOnlyList<PolicyMapping> mappings, bool mappingAllowed)
    {
        var bySource = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var mapping in mappings)
        {
            (bySource.TryGetValue(mapping.IssuerDomainPolicy, out var targets) ? targets : bySource[mapping.IssuerDomainPolicy] = [])
                .Add(mapping.SubjectDomainPolicy);
        }

        foreach (var (source, targets) in bySource)
        {
            if (!mappingAllowed)
            {
                Leaves.Remove(source);
            }
            else if (Leaves.TryGetValue(source, out var node))
            {
                node.Expected = targets;
            }
            else if (Leaves.TryGetValue(Any, out var any))
            {
                Leaves[source] = new PolicyNode(source, any.Parents) { Expected = targets };
            }
        }
    }

    /// <summary>RFC 5280 §6.1.5 (g): the policies, as the anchor calls them, that are valid and among <paramref name="initial"/>.</summary>
    internal bool HasValid(IReadOnlyList<string> initial)
    {
        if (IsEmpty)
        {
            return false;
        }

        if (initial.Contains(Any))
        {
            return true;
        }

        // Back from the leaves through everything that they rest on.
        var alive = new HashSet<PolicyNode>(Leaves.Values);
        for (var depth = _levels.Count - 1; depth > 0; depth--)
        {
            foreach (var node in _levels[depth].Values)
            {
                if (!alive.Contains(node))
                {
                    continue;
                }

                if (node.Policy != Any && node.Parents.Any(parent => parent.Policy == Any) && initial.Contains(node.Policy))
                {
                    return true;
                }

                alive.UnionWith(node.Parents);
            }
        }

        return Leaves.ContainsKey(Any);
    }
}

/// <summary>One node of the valid policy graph (RFC 9618 §5.1): a policy at one certificate of the path.</summary>
internal sealed class PolicyNode(string policy, IReadOnlyList<PolicyNode> parents)
{
    internal string Policy { get; } = policy;

    internal IReadOnlyList<PolicyNode> Parents { get; } = parents;

    /// <summary>What the next certificate must name for this policy to go on.</summary>
    internal IReadOnlyList<string> Expected { get; set; } = [policy];
}
