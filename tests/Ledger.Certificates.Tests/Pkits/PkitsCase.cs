namespace Ledger.Certificates.Tests.Pkits;

/// <summary>One case of vectors.json.</summary>
internal sealed record PkitsCase(
    string Name,
    string[] CertPath,
    bool ShouldValidate,
    string[] InitialPolicySet,
    bool InitialPolicyMappingInhibit,
    bool InitialExplicitPolicy,
    bool InitialAnyPolicyInhibit)
{
    /// <summary>4.8.1 of "4.8.1 All Certificates Same Policy Test1 (Subpart 1)".</summary>
    internal string Number => Name[..Name.IndexOf(' ', StringComparison.Ordinal)];
}
