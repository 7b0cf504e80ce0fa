using System.CommandLine;
using Ledger.BidFiles;

namespace Ledger.Cli.Commands.Bids;

internal sealed class BidInspectCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The bid file." };

    internal BidInspectCommand(CliContext context)
        : base(
            "inspect",
            "What a bid file shows without a key: never whose it is, nor for which section.",
            "ledger bid inspect bid.enc --json")
    {
        Add(_file);
        Does(context, (invocation, _) =>
        {
            var path = invocation.Value(_file);
            if (!BidFileHeader.TryReadFile(path, out var header, out var error))
            {
                BidOptions.Require(error);
            }

            invocation.Report.Show(("bid file", "投标文件"), Describe(path, header!));
            return Task.FromResult(ExitCode.Done);
        });
    }

    internal static Document Describe(string path, BidFileHeader header)
    {
        var bytes = new FileInfo(path).Length;
        return new Document
        {
            ["file"] = path,
            ["file_id"] = Datum.Id(header.FileId.Span),
            ["plaintext_bytes"] = header.PlaintextBytes,
            ["segment_bytes"] = header.SegmentBytes,
            ["segments"] = header.Segments,
            ["recipients"] = Datum.List(header.Slots.Select(slot => Datum.Word(slot.Kind))),
            ["complete"] = bytes == header.FileBytes,
        };
    }
}
