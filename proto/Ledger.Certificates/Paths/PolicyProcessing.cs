using Ledger.Certificates.Extensions;

namespace Ledger.Certificates.Paths;

/// <summary>The policy part of RFC 5280 §6.1, with the graph of RFC 9618 in place of the tree.</summary>
internal sealed class PolicyProcessing
{
    private readonly IReadOnlyList<string> _initial;
    private PolicyGraph? _graph = new();
    private int _explicitPolicy;
    private int _policyMapping;
    private int _inhibitAny;

    /// <param name="options">What the caller asks for.</param>
    /// <param name="certificates">How many certificates the path has below its anchor.</param>
    internal PolicyProcessing(PathPolicyOptions options, int certificates)
    {
        _initial = options.InitialPolicies;
        _explicitPolicy = options.RequireExplicit ? 0 : certificates + 1;
        _policyMapping = options.InhibitMapping ? 0 : certificates + 1;
        _inhibitAny = options.InhibitAny ? 0 : certificates + 1;
    }

    /// <summary>§6.1.3 (d) to (f), then §6.1.4 (a), (b), (h) to (j), for a certificate that has another below it.</summary>
    internal PathReason? Authority(Certificate certificate, bool isSelfIssued)
    {
        if (Enter(certificate, _inhibitAny > 0 || isSelfIssued) is { } missing)
        {
            return missing;
        }

        var extensions = certificate.Standard;
        foreach (var mapping in extensions.PolicyMappings)
        {
            if (mapping.IssuerDomainPolicy == StandardExtensions.AnyPolicy || mapping.SubjectDomainPolicy == StandardExtensions.AnyPolicy)
            {
                return PathReasons.PolicyMappingAny;
            }
        }

        _graph?.Map(extensions.PolicyMappings, _policyMapping > 0);
        if (!isSelfIssued)
        {
            _explicitPolicy = Math.Max(0, _explicitPolicy - 1);
            _policyMapping = Math.Max(0, _policyMapping - 1);
            _inhibitAny = Math.Max(0, _inhibitAny - 1);
        }

        _explicitPolicy = Math.Min(_explicitPolicy, extensions.RequireExplicitPolicy ?? int.MaxValue);
        _policyMapping = Math.Min(_policyMapping, extensions.InhibitPolicyMapping ?? int.MaxValue);
        _inhibitAny = Math.Min(_inhibitAny, extensions.InhibitAnyPolicy ?? int.MaxValue);
        return null;
    }

    /// <summary>§6.1.3 (d) to (f), then §6.1.5 (a), (b), (g), for the last certificate.</summary>
    internal PathReason? EndEntity(Certificate certificate)
    {
        if (Enter(certificate, _inhibitAny > 0) is { } missing)
        {
            return missing;
        }

        _explicitPolicy = certificate.Standard.RequireExplicitPolicy == 0 ? 0 : Math.Max(0, _explicitPolicy - 1);
        return _explicitPolicy > 0 || _graph?.HasValid(_initial) == true ? null : PathReasons.PolicyMissing;
    }

    private PathReason? Enter(Certificate certificate, bool anyCounts)
    {
        if (certificate.Standard.Policies is { } policies)
        {
            _graph?.Descend(policies, anyCounts);
        }
        else
        {
            _graph = null;
        }

        if (_graph?.IsEmpty == true)
        {
            _graph = null;
        }

        return _explicitPolicy == 0 && _graph is null ? PathReasons.PolicyMissing : null;
    }
}
