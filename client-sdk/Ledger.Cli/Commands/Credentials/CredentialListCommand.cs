using System.CommandLine;
using Ledger.Client.Credentials;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Cli.Commands.Credentials;

internal sealed class CredentialListCommand : CliCommand
{
    private static readonly string[] Columns =
        ["kind", "status", "issuer_uscc", "document_no", "effective_from", "effective_until", "late", "record_id"];

    private static readonly Argument<string> Uscc = new("USCC") { Description = "统一社会信用代码 of the subject." };
    private static readonly Option<string?> AsOf = new("--as-of")
    {
        Description = "The time that is asked about; now where it is not given.",
        HelpName = "TIME",
    };

    internal CredentialListCommand(CliContext context)
        : base(
            "list",
            "All records of a subject and what each was worth at a time; proven that none is left out.",
            "ledger credential list 91350100M000100Y43 --as-of \"2026-11-01 09:30\"")
    {
        Add(Uscc);
        Add(AsOf);
        Does(context, async (invocation, cancellationToken) =>
        {
            var uscc = TypedText.Plain(invocation.Value(Uscc));
            var listing = await new CredentialReader(invocation.OpenReader()).ReadAsync(uscc, cancellationToken: cancellationToken);
            var time = invocation.Value(AsOf) is { } text ? TimeReader.Read(text, AsOf.Name) : listing.Time;
            var document = new Document
            {
                ["height"] = listing.Height,
                ["block_time"] = Datum.Time(listing.Time),
                ["as_of"] = Datum.Time(time),
                ["records"] = Datum.List(listing.Subject.Records.Select(record => Of(record, time))),
            };
            invocation.Report.ShowList(
                (
                    $"all {listing.Subject.Records.Count} records of {uscc} at height {listing.Height:N0}, as of {Moments.Show(time)}",
                    $"截至高度 {listing.Height:N0}，{uscc} 的全部 {listing.Subject.Records.Count} 条记录（{Moments.Show(time)} 的状态）"),
                document,
                "records",
                Columns);
            return ExitCode.Done;
        });
    }

    /// <summary>A record with what it was worth.</summary>
    internal static Document Of(CredentialRecord record, long time)
    {
        var document = new Document
        {
            ["kind"] = Datum.Word(CredentialRules.KindOf(record.Recorded)),
            ["status"] = Datum.Word(CredentialRules.StatusAt(record, time)),
            ["late"] = CredentialRules.IsLateFor(record, time),
            ["recorded_at"] = Datum.Time(record.RecordedAt),
        };
        foreach (var (name, value) in MessageDocuments.Of(record.Recorded))
        {
            document[name] = value;
        }

        document["changes"] = Datum.List(record.Changes.Select(MessageDocuments.Of));
        return document;
    }
}
