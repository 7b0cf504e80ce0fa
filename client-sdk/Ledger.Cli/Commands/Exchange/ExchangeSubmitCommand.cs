using System.CommandLine;
using Ledger.Cli.Commands.Tenders;
using Ledger.Cli.Previews;
using Ledger.Exchange;

namespace Ledger.Cli.Commands.Exchange;

internal sealed class ExchangeSubmitCommand : CliCommand
{
    private static readonly Argument<string> Document = new("FILE")
    {
        Description = "A project, section, notice, claim, reply to a claim, or release.",
    };

    internal ExchangeSubmitCommand(CliContext context)
        : base(
            "submit",
            "Make a document's call and submit it, signed with your key. A document with faults is not submitted; a section without " +
            "OPENING_KEY gets one that is made for it.",
            "ledger exchange submit section.json --key centre.key")
    {
        Add(Document);
        Add(OpeningKeyOptions.Folder);
        Add(OpeningKeyOptions.Pin);
        DoesForGood(context, SubmitAsync);
    }

    private static async Task<int> SubmitAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var path = invocation.Value(Document);
        var reading = await ExchangeInput.ReadAsync(path, cancellationToken);
        if (reading.Document is not { } document)
        {
            ExchangeInput.Show(invocation, path, reading, reading.Findings);
            return ExitCode.Usage;
        }

        if (ExchangeCalls.Find(document, out var call) is { } why)
        {
            ExchangeInput.Show(invocation, path, reading, [why]);
            return ExitCode.Usage;
        }

        var added = new Document();
        if (call!.Tender?.AnnounceSection is { OpeningKey.IsEmpty: true } announcement)
        {
            added["opening_key_file"] = TenderAnnounceCommand.MakeOpeningKey(invocation, announcement);
        }

        return await FinalAct.SendAsync(
            invocation, call, Vocabulary.Both(nameof(DocumentKind), document.Kind.ToString()), cancellationToken, added);
    }
}
