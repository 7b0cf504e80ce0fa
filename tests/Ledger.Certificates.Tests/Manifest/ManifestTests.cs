using Xunit.Abstractions;

namespace Ledger.Certificates.Tests.Manifest;

/// <summary>
/// Every certificate, list and request of the data against the words that stand for it in manifest.csv. Each word is turned into an
/// assertion; a row of these kinds without one is a failure. The other rows (seals, messages, keys, vectors) belong to other tests.
/// </summary>
public sealed class ManifestTests(ITestOutputHelper output)
{
    [SharedDataFact]
    public void Every_row_has_the_verdict_that_stands_there()
    {
        var trust = new ManifestTrust();
        var reports = new List<RowReport>();
        foreach (var row in ManifestRow.ReadAll())
        {
            var report = new RowReport(row);
            switch (row.Type)
            {
                case "cert" when row.File.StartsWith("01-", StringComparison.Ordinal) ||
                    row.File.StartsWith("02-", StringComparison.Ordinal):
                    AuthorityRows.Judge(report, trust);
                    break;
                case "crl(DER)":
                    RevocationListRows.Judge(report, trust);
                    break;
                case "PKCS#10":
                case "cert/CSR" when row.File.EndsWith("-csr.pem", StringComparison.Ordinal):
                    RequestRows.Judge(report, trust);
                    break;
                case "cert" or "cert/CSR" or "cert DER (mutated here)" or "cert with explicit EC params" or "SM2 private key out of range"
                    or "SM2 dual cert test PKI cert" or "recipient cert" or "cert (encryption)" or "cert (signature)"
                        or "degenerate SignedData (cert chain)":
                    SingleRows.Judge(report, trust);
                    break;
                default:
                    Assert.True(IsOthers(row), $"{row.File}: nobody looks at a row of type {row.Type}");
                    continue;
            }

            reports.Add(report);
        }

        var without = reports.Where(report => report.Asserted == 0)
            .Select(report => $"{report.Row.File}: nothing was asserted [{report.Row.Verdict}]");
        var disagreements = reports.SelectMany(report => report.Disagreements).Concat(without).ToList();
        disagreements.ForEach(output.WriteLine);
        output.WriteLine($"{reports.Count} rows, {reports.Sum(report => report.Asserted)} assertions");
        Assert.Empty(disagreements);
        Assert.True(reports.Count >= 180, $"only {reports.Count} rows");
    }

    private static bool IsOthers(ManifestRow row) => row.File.StartsWith("03-", StringComparison.Ordinal)
        || row.File.StartsWith("08-", StringComparison.Ordinal)
        || row.File.StartsWith("09-", StringComparison.Ordinal) // Pkits/PkitsTests.cs
        || (row.File.StartsWith("04-", StringComparison.Ordinal) && !row.Type.StartsWith("degenerate", StringComparison.Ordinal))
        || row.File.StartsWith("07-", StringComparison.Ordinal)
        || row.Type.Contains("key", StringComparison.OrdinalIgnoreCase)
        || row.Type.Contains("EnvelopedData", StringComparison.Ordinal)
        || row.Type.Contains("TEST private", StringComparison.Ordinal);
}
