using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Commands.Calls;
using Ledger.Cli.Previews;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Tenders;

internal sealed class TenderEvaluateCommand : CliCommand
{
    private static readonly Argument<string> SectionCode = new("SECTION") { Description = "标段(包)编号." };
    private static readonly Option<string> Report = new("--report-digest")
    {
        Description = "The committee's report: its digest, or the file.",
        HelpName = "HEX|file:PATH",
        Required = true,
    };
    private static readonly Option<string[]> Candidates = new("--candidate")
    {
        Description = "统一社会信用代码 of the candidates, in their order: one to three.",
        HelpName = "USCC",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> CommitteeKey = new("--committee-key")
    {
        Description = "The key file of the section's evaluation committee.",
        HelpName = "FILE",
        Required = true,
    };

    internal TenderEvaluateCommand(CliContext context)
        : base(
            "evaluate",
            "Record the committee's report and its candidates, signed by the committee's key.",
            "ledger tender evaluate E3500000001001043001001 --report-digest file:report.pdf --candidate 91350100M000100Y43 " +
            "--committee-key committee.key --key centre.key")
    {
        Add(SectionCode);
        Add(Report);
        Add(Candidates);
        Add(CommitteeKey);
        Add(CommitteeSigning.Pin);
        DoesForGood(context, async (invocation, cancellationToken) =>
        {
            var call = new RecordEvaluation { SectionCode = invocation.Value(SectionCode), Candidates = { invocation.Value(Candidates) } };
            var digest = RecordEvaluation.Descriptor.FindFieldByNumber(RecordEvaluation.ReportDigestFieldNumber);
            call.ReportDigest = (ByteString)FieldReader.Read(digest, invocation.Value(Report), Report.Name, invocation.Genesis);
            call.CommitteeSignature = CommitteeSigning.Sign(invocation, invocation.Value(CommitteeKey), call);
            return await FinalAct.SendAsync(
                invocation, new Call { Tender = new TenderCall { RecordEvaluation = call } }, ("evaluation", "评标"), cancellationToken);
        });
    }
}
