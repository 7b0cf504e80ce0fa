namespace Ledger.Certificates.Profiles;

/// <summary>Whom a certificate is for, as its authority wrote it down.</summary>
/// <param name="Kind">Which code it is.</param>
/// <param name="Code">
/// The code: 18 characters of a unified social credit code, or 9 of an organisation code. Its check digit is not verified.
/// </param>
/// <param name="Place">Where it stands: <c>extension 1.2.156.10260.4.1.4</c>, <c>subject 2.5.4.10</c>.</param>
/// <param name="ProfileName">The profile that said so.</param>
public sealed record CertificateIdentity(OrganizationCodeKind Kind, string Code, string Place, string ProfileName);
