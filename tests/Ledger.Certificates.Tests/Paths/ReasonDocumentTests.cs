using Ledger.Certificates.Paths;

namespace Ledger.Certificates.Tests.Paths;

/// <summary>docs/spec/certificate-paths.md lists the reasons as the code has them.</summary>
public sealed class ReasonDocumentTests
{
    [Fact]
    public void The_document_lists_every_reason()
    {
        var lines = File.ReadAllLines(Repository.PathOf("docs/spec/certificate-paths.md"));
        var listed = lines.SkipWhile(line => line != "## Reasons").Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var expected = PathReasons.All.Select(
            reason => $"| `{reason.Code}` | `{PathVerdicts.NameOf(reason.Verdict)}` | {reason.Sentence} | {reason.Rule} |");
        Assert.Equal(expected, listed);
    }
}
