using Ledger.Certificates.Requests;

namespace Ledger.Certificates.Tests.Manifest;

/// <summary>Certification requests: whether the signature proves possession, and the shape that only CFCA uses.</summary>
internal static class RequestRows
{
    internal static void Judge(RowReport report, ManifestTrust trust)
    {
        var verdict = report.Row.Verdict;
        var parsed = CertificationRequest.TryParse(CertificateFiles.Read(report.Row.File), out var request, out var error);
        report.Expect(parsed, $"it should parse: {error}");
        if (request is null)
        {
            return;
        }

        if (verdict.Contains("VALID", StringComparison.Ordinal))
        {
            var isValid = !verdict.Contains("does NOT verify", StringComparison.Ordinal);
            report.Expect(isValid, request.IsProven(trust.Verifier), "proof of possession");
        }

        if (verdict.Contains("NOT wrapped", StringComparison.Ordinal) || verdict.StartsWith("RSA variant", StringComparison.Ordinal))
        {
            report.Expect(request.TemporaryEncryptionKey is { IsEmpty: false }, "it should hold a temporary key");
            report.Expect(request.Attributes.Any(attribute => !attribute.IsWrapped), "its attributes should be unwrapped");
        }
    }
}
