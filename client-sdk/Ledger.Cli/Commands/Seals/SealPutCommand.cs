using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Seals;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Seals;

internal sealed class SealPutCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The PDF; its bytes stay as they are, the seal is appended." };
    private readonly Option<string> _seal = new("--seal") { Description = "The seal.", HelpName = "FILE", Required = true };
    private readonly SealPlacementOptions _placement = new();
    private readonly Option<string> _out = FileOptions.Out("the sealed PDF");
    private readonly Option<string?> _certificate = FileOptions.Certificate();

    internal SealPutCommand(CliContext context)
        : base(
            "put",
            "Put a seal on a PDF, visibly and with a signature, with --key.",
            "ledger seal put bid.pdf --seal seal.esl --page 1 --x 360 --y 100 --key bidder.pfx --out bid-sealed.pdf")
    {
        Add(_file);
        Add(_seal);
        _placement.AddTo(this);
        Add(_out);
        Add(_certificate);

        Does(context, (invocation, _) => Task.FromResult(Put(invocation)));
    }

    private int Put(Invocation invocation)
    {
        var sealPath = invocation.Value(_seal);
        if (!ElectronicSeal.TryParse(EncodedFile.ReadDer(sealPath), out var seal, out var error))
        {
            throw CliException.Usage(
                $"{sealPath} is no seal: {SealErrors.TextOf(error)}.",
                $"{sealPath} 不是印章：{SealErrors.TextOf(error)}。");
        }

        var key = FileOptions.OpenKey(invocation, _certificate);
        var placement = _placement.Of(invocation, seal, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var request = new PdfSealRequest(placement, key.Signer(invocation)) { Certificates = key.Others };
        var original = EncodedFile.ReadAll(invocation.Value(_file));
        var pdf = PdfSealer.TrySeal(original, request, out error)
            ?? throw CliException.Usage(
                $"{invocation.Value(_file)} cannot be sealed: {SealErrors.TextOf(error, original, placement)}.",
                $"{invocation.Value(_file)} 无法盖章：{SealErrors.TextOf(error, original, placement)}。");
        EncodedFile.WriteNew(invocation.Value(_out), pdf);
        invocation.Report.Show(("sealed", "已签章"), new Document
        {
            ["file"] = invocation.Value(_file),
            ["out"] = invocation.Value(_out),
            ["seal"] = seal.Id,
            ["signer"] = Names.Show(invocation.Context, key.Certificate.Subject),
            ["bytes"] = pdf.Length,
        });
        return ExitCode.Done;
    }
}
