using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Cli.Client;
using Ledger.Seals;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Seals;

internal sealed class SealPutCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The PDF; its bytes stay as they are, the seal is appended." };
    private readonly Option<string> _seal = new("--seal") { Description = "The seal.", HelpName = "FILE", Required = true };
    private readonly Option<int> _page = new("--page") { Description = "The page, from 1.", DefaultValueFactory = _ => 1 };
    private readonly Option<double> _x = new("--x") { Description = "The stamp's left edge from the page's, in points of 1/72 inch.", DefaultValueFactory = _ => 72 };
    private readonly Option<double> _y = new("--y") { Description = "The stamp's lower edge from the page's, in points of 1/72 inch.", DefaultValueFactory = _ => 72 };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why, for the reader." };
    private readonly Option<string> _out = FileOptions.Out("the sealed PDF");
    private readonly Option<string?> _certificate = FileOptions.Certificate();

    internal SealPutCommand(CliContext context)
        : base("put", "Put a seal on a PDF, visibly and with a signature, with --key.", "ledger seal put bid.pdf --seal seal.esl --page 1 --x 360 --y 100 --key bidder.pfx --out bid-sealed.pdf")
    {
        Add(_file);
        foreach (var option in (ReadOnlySpan<Option>)[_seal, _page, _x, _y, _reason, _out, _certificate])
        {
            Add(option);
        }

        Does(context, (invocation, _) => Task.FromResult(Put(invocation)));
    }

    private int Put(Invocation invocation)
    {
        var sealPath = invocation.Value(_seal);
        if (!ElectronicSeal.TryParse(EncodedFile.ReadDer(sealPath), out var seal, out var error))
        {
            throw CliException.Usage($"{sealPath} is no seal: {SealErrors.TextOf(error)}.");
        }

        var key = FileOptions.OpenKey(invocation, _certificate);
        var request = new PdfSealRequest
        {
            Seal = seal,
            Signer = key.Signer(invocation),
            TimeMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            Certificates = key.Others,
            PageIndex = invocation.Value(_page) - 1,
            X = invocation.Value(_x),
            Y = invocation.Value(_y),
            Reason = invocation.Value(_reason),
        };
        var pdf = PdfSealer.TrySeal(EncodedFile.ReadAll(invocation.Value(_file)), request, out error)
            ?? throw CliException.Usage($"{invocation.Value(_file)} cannot be sealed: {SealErrors.TextOf(error)}.");
        EncodedFile.WriteNew(invocation.Value(_out), pdf);
        invocation.Report.Show("sealed", new JsonObject
        {
            ["file"] = invocation.Value(_file),
            ["out"] = invocation.Value(_out),
            ["seal"] = seal.Id,
            ["signer"] = key.Certificate.Subject.ToString(),
            ["bytes"] = pdf.Length,
        });
        return ExitCode.Done;
    }
}
