using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Previews;
using Ledger.Cli.Views.Designs;
using Ledger.Client;
using Ledger.Client.Guarantees;
using Ledger.Crypto.Keys;
using Ledger.Preflight;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Tenders;

internal sealed class TenderOpenCommand : CliCommand
{
    private static readonly Argument<string> SectionCode = new("SECTION")
    {
        Description = "标段(包)编号; its latest opening time must have come.",
    };
    private static readonly Option<string[]> Bidders = new("--bidder")
    {
        Description = "统一社会信用代码 of each bidder, once, as many as the rule asks for; a consortium by its lead.",
        HelpName = "USCC",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> Unnamed = new("--unnamed-bidder")
    {
        Description =
            "A bidder without a 统一社会信用代码 by a commitment to what the centre's file says of it, salted: 64 hexadecimal digits.",
        HelpName = "HEX",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    internal TenderOpenCommand(CliContext context)
        : base(
            "open",
            "Open a section: say how many bid, list them, release its opening key, reveal its guarantees, and show every bidder's bond. " +
            "Run again to go on after an interruption.",
            "ledger tender open E3500000001001043001001 --bidder 91350100M000100Y43 91440400XY03Q9B035 91440402XYN8WT4101 --key centre.key")
    {
        Add(SectionCode);
        Add(OpeningKeyOptions.Folder);
        Add(OpeningKeyOptions.Pin);
        Add(Bidders);
        Add(Unnamed);
        DoesForGood(context, OpenAsync);
    }

    private static async Task<int> OpenAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var unnamed = invocation.Value(Unnamed)
            .Select(text => ByteString.CopyFrom(HexArgument.Read(text, Digest.Bytes, "A commitment"))).ToList();
        var held = new HeldOpeningKey(code => OpeningKeyOptions.Open(invocation, code));
        var client = await invocation.OpenSignerAsync(cancellationToken);
        var opener = new SectionOpener(client, held);
        using var opening = await opener.PlanAsync(invocation.Value(SectionCode), invocation.Value(Bidders), unnamed, cancellationToken);
        var preflight = await JudgeAsync(client, opening, cancellationToken);
        if (!FinalAct.Confirm(invocation, preflight, (("Opening", "开标"), Describe(opening, unnamed.Count))))
        {
            return Confirmation.CodeOfUndone(invocation);
        }

        var view = new BondsView(await opener.OpenAsync(opening, cancellationToken));
        invocation.Report.Show(view.Document, view.Write);
        return ExitCode.Done;
    }

    // Each step builds on those before it once they are final: what the chain would answer can be told of the next one alone.
    private static async Task<PreflightReport> JudgeAsync(LedgerClient client, OpeningPlan opening, CancellationToken cancellationToken)
    {
        var next = await client.PreflightAsync([.. opening.Steps.Take(1)], cancellationToken: cancellationToken);
        return (opening.Steps.Count == 0 ? next with { Refusal = null } : next) with
        {
            Judgement = await client.JudgeAsync(opening.Steps, cancellationToken),
        };
    }

    // The calls themselves are not shown: the key stands in one of them.
    private static Document Describe(OpeningPlan opening, int unnamed) => new()
    {
        ["section_code"] = opening.Section.Announced.SectionCode,
        ["section_name"] = opening.Section.Announced.Name,
        ["opening_time"] = Datum.Time(opening.Section.OpeningTime),
        ["bidders"] = opening.Names.Count + unnamed,
        ["unnamed"] = unnamed,
        ["to_send"] = Datum.List(opening.Steps.Select(step => Vocabulary.Word("Call", step.Tender.MethodCase.ToString()))),
        ["listed"] = Datum.List(opening.Names.Select(bidder => new Document
        {
            ["bidder_uscc"] = bidder.Key,
            ["name"] = bidder.Value,
        })),
    };
}

/// <summary>The opening keys in the centre's own folder.</summary>
internal sealed class HeldOpeningKey(Func<string, KeyPair> open) : IOpeningKeyRelease
{
    public Task<KeyPair?> ReleaseAsync(string sectionCode, CancellationToken cancellationToken = default) =>
        Task.FromResult<KeyPair?>(open(sectionCode));
}
