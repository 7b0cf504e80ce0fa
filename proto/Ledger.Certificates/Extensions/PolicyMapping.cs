namespace Ledger.Certificates.Extensions;

/// <summary>Two policies that an authority holds to be equivalent (RFC 5280 §4.2.1.5).</summary>
/// <param name="IssuerDomainPolicy">The policy's identifier with the issuer.</param>
/// <param name="SubjectDomainPolicy">The policy's identifier with the subject.</param>
public sealed record PolicyMapping(string IssuerDomainPolicy, string SubjectDomainPolicy);
