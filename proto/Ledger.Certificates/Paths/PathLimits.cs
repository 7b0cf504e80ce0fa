namespace Ledger.Certificates.Paths;

/// <summary>How much work one validation may be.</summary>
/// <param name="CertificatesMax">Longest path, end entity and anchor included.</param>
/// <param name="CandidatesMax">How many issuers of one name are tried.</param>
/// <param name="SignatureChecksMax">How many signatures are checked in search of paths.</param>
public sealed record PathLimits(int CertificatesMax = 12, int CandidatesMax = 16, int SignatureChecksMax = 64);
