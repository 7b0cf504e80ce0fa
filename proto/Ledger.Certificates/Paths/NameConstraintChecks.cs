using System.Formats.Asn1;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;

namespace Ledger.Certificates.Paths;

/// <summary>
/// The name constraints that have come together on the way down a path. Every authority's count: what one permits, another may not.
/// </summary>
internal sealed class NameConstraintChecks
{
    private const string EmailAddressOid = "1.2.840.113549.1.9.1";
    private const int ComparisonsMax = 100_000;
    private readonly List<NameConstraints> _constraints = [];
    private int _comparisons;

    internal void Add(NameConstraints? constraints)
    {
        if (constraints is not null)
        {
            _constraints.Add(constraints);
        }
    }

    /// <summary>The rule that one of the certificate's names breaks, with that name; null where none does.</summary>
    internal (PathReason Reason, string Name)? Check(Certificate certificate)
    {
        if (_constraints.Count == 0)
        {
            return null;
        }

        foreach (var name in NamesOf(certificate))
        {
            foreach (var constraints in _constraints)
            {
                if (Check(name, constraints) is { } reason)
                {
                    return (reason, name.Text ?? name.Kind.ToString());
                }
            }
        }

        return null;
    }

    private static IEnumerable<GeneralName> NamesOf(Certificate certificate)
    {
        if (!certificate.Subject.Comparable.IsEmpty)
        {
            yield return new GeneralName(GeneralNameKind.Directory, certificate.Subject.Encoded);
        }

        foreach (var name in certificate.Standard.SubjectAlternativeNames)
        {
            yield return name;
        }

        foreach (var attribute in certificate.Subject.Attributes)
        {
            if (attribute.Oid == EmailAddressOid)
            {
                yield return new GeneralName(GeneralNameKind.Email, System.Text.Encoding.UTF8.GetBytes(attribute.Value));
            }
        }
    }

    private PathReason? Check(GeneralName name, NameConstraints constraints)
    {
        foreach (var excluded in constraints.Excluded)
        {
            if (excluded.Kind != name.Kind)
            {
                continue;
            }

            if (!IsTaken(name.Kind))
            {
                return PathReasons.NameConstraintUnsupported;
            }

            // A name that cannot be compared may be the excluded one.
            if (IsWithin(name, excluded) || !IsComparable(name))
            {
                return _comparisons > ComparisonsMax ? PathReasons.NameConstraintLimit : PathReasons.NameExcluded;
            }
        }

        var isPermitted = true;
        foreach (var permitted in constraints.Permitted)
        {
            if (permitted.Kind != name.Kind)
            {
                continue;
            }

            if (!IsTaken(name.Kind))
            {
                return PathReasons.NameConstraintUnsupported;
            }

            isPermitted = IsWithin(name, permitted);
            if (isPermitted)
            {
                break;
            }
        }

        return _comparisons > ComparisonsMax ? PathReasons.NameConstraintLimit
            : isPermitted ? null
            : PathReasons.NameNotPermitted;
    }

    private static bool IsTaken(GeneralNameKind kind) => kind is GeneralNameKind.Directory or GeneralNameKind.Email
        or GeneralNameKind.Dns or GeneralNameKind.Uri or GeneralNameKind.IpAddress;

    private static bool IsComparable(GeneralName name) => name.Kind switch
    {
        GeneralNameKind.Directory => TryRead(name) is not null,
        GeneralNameKind.IpAddress => name.Value.Length is 4 or 16,
        GeneralNameKind.Uri => name.Text is { } text && NameMatching.HostOf(text) is not null,
        _ => name.Text is not null,
    };

    private bool IsWithin(GeneralName name, GeneralName constraint)
    {
        if (++_comparisons > ComparisonsMax)
        {
            return false;
        }

        return name.Kind switch
        {
            GeneralNameKind.Directory => TryRead(name) is { } subject && TryRead(constraint) is { } subtree && subject.IsWithin(subtree),
            GeneralNameKind.IpAddress => NameMatching.IsAddressWithin(name.Value.Span, constraint.Value.Span),
            GeneralNameKind.Email => name.Text is { } email && constraint.Text is { } domain && NameMatching.IsEmailWithin(email, domain),
            GeneralNameKind.Dns => name.Text is { } host && constraint.Text is { } zone && NameMatching.IsDnsWithin(host, zone),
            _ => name.Text is { } uri && constraint.Text is { } hosts && NameMatching.IsUriWithin(uri, hosts),
        };
    }

    private static ComparableName? TryRead(GeneralName name)
    {
        try
        {
            return ComparableName.Read(name.Value);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
