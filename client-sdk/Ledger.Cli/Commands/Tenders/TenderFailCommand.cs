using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Commands.Calls;
using Ledger.Cli.Previews;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Tenders;

internal sealed class TenderFailCommand : CliCommand
{
    private static readonly Argument<string> SectionCode = new("SECTION") { Description = "标段(包)编号." };
    private static readonly Option<FailureCause> Cause = TypedOption.Choice<FailureCause>(
        "--cause",
        "TooFewBidders before the opening; after it AllBidsRejected, or TooFewCompliant where a rule asks for a number.",
        "CAUSE");

    private static readonly Option<string?> Report = new("--report-digest")
    {
        Description = "After the opening: the committee's report, its digest or the file.",
        HelpName = "HEX|file:PATH",
    };

    private static readonly Option<string?> CommitteeKey = new("--committee-key")
    {
        Description = "After the opening: the key file of the section's evaluation committee.",
        HelpName = "FILE",
    };

    internal TenderFailCommand(CliContext context)
        : base(
            "fail",
            "Fail a section (流标): before its opening for too few bidders, whose guarantees are never revealed; after it by the report of " +
            "its committee.",
            "ledger tender fail E3500000001001043001001 --cause TooFewBidders --key centre.key")
    {
        Add(SectionCode);
        Add(Cause);
        Add(Report);
        Add(CommitteeKey);
        Add(CommitteeSigning.Pin);
        DoesForGood(context, (invocation, cancellationToken) => FinalAct.SendAsync(
            invocation, new Call { Tender = new TenderCall { FailSection = CallOf(invocation) } }, ("failure", "流标"), cancellationToken));
    }

    private static FailSection CallOf(Invocation invocation)
    {
        var call = new FailSection { SectionCode = invocation.Value(SectionCode), Cause = invocation.Value(Cause) };
        if (call.Cause == FailureCause.TooFewBidders)
        {
            return call;
        }

        if (invocation.Value(Report) is not { } report || invocation.Value(CommitteeKey) is not { } committeeKey)
        {
            throw CliException.Usage(
                $"{call.Cause} is the committee's word: give its report and key, --report-digest and --committee-key.",
                $"{Vocabulary.Word(nameof(FailureCause), call.Cause.ToString())} 由评标委员会认定：请给出其报告和密钥 --report-digest、--committee-key。");
        }

        var digest = FailSection.Descriptor.FindFieldByNumber(FailSection.ReportDigestFieldNumber);
        call.ReportDigest = (ByteString)FieldReader.Read(digest, report, Report.Name, invocation.Genesis);
        var evaluation = new RecordEvaluation { SectionCode = call.SectionCode, ReportDigest = call.ReportDigest };
        call.CommitteeSignature = CommitteeSigning.Sign(invocation, committeeKey, evaluation);
        return call;
    }
}
