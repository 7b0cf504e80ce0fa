using System.CommandLine;
using Google.Protobuf;
using Ledger.Client;
using Ledger.Client.Guarantees;
using Ledger.Protocol;
using Ledger.Schema.Guarantee;

namespace Ledger.Cli.Commands.Guarantees;

internal sealed class GuaranteeLateCommand : CliCommand
{
    private static readonly string[] Columns =
    [
        "section_code", "guarantee_no", "applicant_uscc", "beneficiary_uscc", "return_due", "days_late", "return_rule",
        "id",
    ];
    private static readonly Option<string?> Region = new("--region")
    {
        Description = "Only sections of this region, six digits; 440000 for a whole province.",
        HelpName = "CODE",
    };
    private static readonly Option<string?> Centre = new("--centre")
    {
        Description = "Only sections of this trading centre.",
        HelpName = "USCC",
    };
    private static readonly Option<bool> All = new("--all") { Description = "Show those too that are due and not late yet." };
    private static readonly Option<bool> Watch = new("--watch")
    {
        Description = "Look again and again until Ctrl-C, and show each guarantee once it is late.",
    };
    private static readonly Option<int> Every = new("--every-seconds")
    {
        Description = "With --watch: from look to look, 1 to 86400.",
        HelpName = "N",
        DefaultValueFactory = _ => 300,
    };

    internal GuaranteeLateCommand(CliContext context)
        : base(
            "late",
            "Bonds that should have been released by now (实施条例 §57), over all sections, proven complete; ends with 1 where there is any.",
            "ledger guarantee late --region 440400")
    {
        Add(Region);
        Add(Centre);
        Add(All);
        Add(Watch);
        Add(Every);
        Does(context, RunAsync);
    }

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var (region, centre) = (invocation.Value(Region), invocation.Value(Centre));
        if (region is not null && (region.Length != 6 || region.AsSpan().ContainsAnyExceptInRange('0', '9')))
        {
            throw CliException.Usage(
                $"--region {region} is no region code of six digits.",
                $"--region {region} 不是六位行政区划代码。");
        }

        if (centre is not null && !UnifiedSocialCreditCode.HasShape(centre))
        {
            throw CliException.Usage(
                $"--centre {centre} does not have the shape of a unified social credit code.",
                $"--centre {centre} 不是统一社会信用代码。");
        }

        if (invocation.Value(Every) is < 1 or > 86_400)
        {
            throw CliException.Usage(
                "--every-seconds is 1 to 86400.",
                "--every-seconds 为 1 至 86400。");
        }

        var reader = new OutstandingReturnReader(invocation.OpenReader());
        return invocation.Value(Watch)
            ? await WatchAsync(invocation, () => reader.ReadAsync(region, centre, cancellationToken), cancellationToken)
            : Show(invocation, await reader.ReadAsync(region, centre, cancellationToken));
    }

    private static int Show(Invocation invocation, OutstandingReturnReport report)
    {
        var late = report.Late.Count();
        var shown = invocation.Value(All) ? report.Returns : report.Late;
        var document = new Document
        {
            ["height"] = report.Height,
            ["block_time"] = Datum.Time(report.Time),
            ["due"] = report.Returns.Count,
            ["late"] = late,
            ["guarantees"] = Datum.List(shown.Select(one => Of(one, report.Time))),
        };
        invocation.Report.ShowList(
            (
                $"{late} of {report.Returns.Count} returns that are due are late as of height {report.Height:N0}",
                $"截至高度 {report.Height:N0}，应退 {report.Returns.Count} 笔，逾期 {late} 笔"),
            document,
            "guarantees",
            Columns);
        return late == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    /// <summary>A look that fails is shown, and the next one tries again.</summary>
    private static async Task<int> WatchAsync(
        Invocation invocation, Func<Task<OutstandingReturnReport>> read, CancellationToken cancellationToken)
    {
        var shown = new HashSet<ByteString>();
        while (true)
        {
            try
            {
                var report = await read();
                var late = report.Late.ToList();
                foreach (var one in late.Where(one => !shown.Contains(one.Guarantee.GuaranteeId)))
                {
                    invocation.Report.ShowItem(
                        Of(one, report.Time),
                        LineOf(one));
                }

                // What was released is forgotten: an id comes back only where a claim was refused in between.
                shown = [.. late.Select(one => one.Guarantee.GuaranteeId)];
            }
            catch (LedgerClientException e)
            {
                invocation.Report.ShowItem(
                    new Document { ["error"] = e.Message }, ($"This look failed: {e.Message}", $"本次查看未成：{e.Message}"));
            }

            await Task.Delay(TimeSpan.FromSeconds(invocation.Value(Every)), cancellationToken);
        }
    }

    private static (string English, string Chinese) LineOf(OutstandingReturn one)
    {
        var (terms, due) = (one.Guarantee.Terms, Moments.Show(one.Return.Due));
        return (
            $"late: section {terms.SectionCode}, guarantee {terms.GuaranteeNo} of {terms.ApplicantUscc}, due {due} ({one.Return.Source})",
            $"逾期：标段 {terms.SectionCode}，{terms.ApplicantUscc} 的保函 {terms.GuaranteeNo}，应于 {due} 前退还（{one.Return.Source}）");
    }

    private static Document Of(OutstandingReturn one, long time) => new()
    {
        ["section_code"] = one.Guarantee.Terms.SectionCode,
        ["region"] = one.Section.Region,
        ["centre_uscc"] = one.Section.CentreUscc,
        ["id"] = Datum.Id(one.Guarantee.GuaranteeId),
        ["guarantee_no"] = one.Guarantee.Terms.GuaranteeNo,
        ["issuer_uscc"] = one.Guarantee.IssuerUscc,
        ["applicant_uscc"] = one.Guarantee.Terms.ApplicantUscc,
        ["beneficiary_uscc"] = one.Guarantee.Terms.BeneficiaryUscc,
        ["amount_fen"] = Datum.Money(one.Guarantee.Terms.AmountFen),
        ["return_due"] = Datum.Time(one.Return.Due),
        ["return_rule"] = one.Return.Source,
        ["late"] = one.IsLate(time),
        ["days_late"] = one.DaysLate(time),
    };
}
