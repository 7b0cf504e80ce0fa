using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.BidFiles;

namespace Ledger.Cli.Commands.Bids;

internal sealed class BidInspectCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The bid file." };

    internal BidInspectCommand(CliContext context)
        : base("inspect", "What a bid file shows without a key: never whose it is, nor for which section.", "ledger bid inspect bid.enc --json")
    {
        Add(_file);
        Does(context, (invocation, _) =>
        {
            var path = invocation.Value(_file);
            if (!BidFileHeader.TryReadFile(path, out var header, out var error))
            {
                BidOptions.Require(error);
            }

            invocation.Report.Show("bid file", Describe(path, header!));
            return Task.FromResult(ExitCode.Done);
        });
    }

    internal static JsonObject Describe(string path, BidFileHeader header)
    {
        var bytes = new FileInfo(path).Length;
        return new JsonObject
        {
            ["file"] = path,
            ["file_id"] = Convert.ToHexStringLower(header.FileId.Span),
            ["plaintext_bytes"] = header.PlaintextBytes,
            ["segment_bytes"] = header.SegmentBytes,
            ["segments"] = header.Segments,
            ["recipients"] = new JsonArray([.. header.Slots.Select(slot => (JsonNode)slot.Kind.ToString().ToUpperInvariant())]),
            ["complete"] = bytes == header.FileBytes,
        };
    }
}
