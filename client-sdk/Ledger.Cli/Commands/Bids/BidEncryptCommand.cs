using System.CommandLine;
using Ledger.BidFiles;
using Ledger.Cli.Client;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Bids;

internal sealed class BidEncryptCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The bid." };
    private readonly Option<string> _out = FileOptions.Out("the bid file");
    private readonly Option<string> _section = BidOptions.Section();
    private readonly Option<string> _bidder = BidOptions.Bidder();
    private readonly Option<string[]> _to = new("--to")
    {
        Description = "Your encryption certificate, then backups; once for each.",
        HelpName = "CERTIFICATE",
        Required = true,
    };
    private readonly Option<int> _segment = new("--segment-bytes")
    {
        Description = "Bytes of a segment: a power of two, 4 KiB to 64 MiB.",
        HelpName = "N",
        DefaultValueFactory = _ => 1024 * 1024,
    };

    internal BidEncryptCommand(CliContext context)
        : base(
            "encrypt",
            "Encrypt a bid. A run that was killed goes on when the command is given again.",
            "ledger bid encrypt bid.zip --out bid.enc --section E4404000001001043001001 --bidder 91440400MA4UWX0R6T --to mine.cer --to " +
            "backup.cer")
    {
        Add(_file);
        Add(_out);
        Add(_section);
        Add(_bidder);
        Add(_to);
        Add(_segment);
        Does(context, EncryptAsync);
    }

    private async Task<int> EncryptAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var segment = invocation.Value(_segment);
        if (segment is < BidFileOptions.SegmentBytesMin or > BidFileOptions.SegmentBytesMax || !int.IsPow2(segment))
        {
            throw CliException.Usage(
                $"--segment-bytes is {segment}; it must be a power of two from {BidFileOptions.SegmentBytesMin} to " +
                $"{BidFileOptions.SegmentBytesMax}.",
                $"--segment-bytes 为 {segment}，应为 {BidFileOptions.SegmentBytesMin} 至 {BidFileOptions.SegmentBytesMax} 之间的 2 的幂。");
        }

        var since = TimeProvider.System.GetTimestamp();
        var recipients = invocation.Value(_to).Select(EncodedFile.ReadCertificate).ToList();
        var target = invocation.Value(_out);
        var label = new BidFileLabel(TypedText.Plain(invocation.Value(_section)), TypedText.Plain(invocation.Value(_bidder)));
        await BidLabelCheck.RunAsync(invocation, label, recipients.FirstOrDefault(), cancellationToken);
        BidOptions.Require(
            new BidFileEncryptor(new BidFileOptions { SegmentBytes = segment })
                .Encrypt(invocation.Value(_file), target, label, recipients, BidOptions.Bar(invocation), cancellationToken));
        if (!BidFileHeader.TryReadFile(target, out var header, out var error))
        {
            BidOptions.Require(error);
        }

        var document = BidInspectCommand.Describe(target, header!);
        BidOptions.AddRate(document, header!.PlaintextBytes, since);
        invocation.Report.Show(("encrypted", "已加密"), document);
        return ExitCode.Done;
    }
}
