using System.CommandLine;
using Ledger.Cli.Commands.Certificates;
using Ledger.Schema.Account;

namespace Ledger.Cli.Commands.Subjects;

internal sealed class SubjectShowCommand : CliCommand
{
    private static readonly Argument<string> Uscc = new("USCC") { Description = "统一社会信用代码 of the subject." };

    internal SubjectShowCommand(CliContext context)
        : base(
            "show",
            "A registered subject with its certificates; proven, also that there is none of this code.",
            "ledger subject show 91350100M000100Y43")
    {
        Add(Uscc);
        Does(context, async (invocation, cancellationToken) =>
        {
            var uscc = TypedText.Plain(invocation.Value(Uscc));
            var client = invocation.OpenReader();
            var found = await client.ReadAsync(
                AccountTables.Subjects, AccountTables.Subjects.Key(uscc), cancellationToken: cancellationToken);
            if (found.Record is not { } subject)
            {
                throw CliException.NotFound(
                    $"No subject {uscc} is registered. A trading centre registers it: `ledger subject register {uscc} --name NAME`.",
                    $"市场主体 {uscc} 尚未登记；由交易中心登记：`ledger subject register {uscc} --name 名称`。");
            }

            var certificates = await client.CaTrust.CertificatesOfAsync(uscc, cancellationToken);
            var document = MessageDocuments.Of(subject);
            document["certificates"] = Datum.List(
                certificates.Certificates.Select(one => CertificateDocuments.Of(one, certificates.Time)));
            invocation.Report.Show(("subject", "市场主体"), document);
            return ExitCode.Done;
        });
    }
}
