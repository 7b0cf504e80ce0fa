using System.CommandLine;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Certificates;

internal sealed class CertListCommand : CliCommand
{
    private static readonly string[] Columns = ["certificate", "kind", "standing", "not_before", "valid_until", "ca", "registered_at"];
    private static readonly Option<string> Uscc = new("--uscc")
    {
        Description = "统一社会信用代码 of the subject.",
        HelpName = "USCC",
        Required = true,
    };

    internal CertListCommand(CliContext context)
        : base(
            "list",
            "A subject's registered certificates, also those that count no longer; proven that none is left out.",
            "ledger cert list --uscc 91350100M000100Y43")
    {
        Add(Uscc);
        Does(context, async (invocation, cancellationToken) =>
        {
            var uscc = TypedText.Plain(invocation.Value(Uscc));
            if (!UnifiedSocialCreditCode.HasShape(uscc))
            {
                throw CliException.Usage($"--uscc {uscc} is no unified social credit code.", $"--uscc {uscc} 不是统一社会信用代码。");
            }

            var found = await invocation.OpenReader().CaTrust.CertificatesOfAsync(uscc, cancellationToken);
            invocation.Report.ShowList(
                ($"{found.Certificates.Count} certificates of {uscc}", $"{uscc} 的证书 {found.Certificates.Count} 张"),
                new Document
                {
                    ["uscc"] = uscc,
                    ["height"] = found.Height,
                    ["certificates"] = Datum.List(found.Certificates.Select(one => CertificateDocuments.Of(one, found.Time))),
                },
                "certificates",
                Columns);
            return found.Certificates.Count > 0 ? ExitCode.Done : ExitCode.NotFound;
        });
    }
}
