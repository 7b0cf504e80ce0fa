using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Client;
using Ledger.Exchange;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Exchange;

/// <summary>Reads one thing with proofs and writes its document: to a file, or as it is to the output.</summary>
internal sealed class ExportDocumentCommand : CliCommand
{
    private readonly Argument<string> _code;
    private readonly Option<string?> _out = new("--out")
    {
        Description = "Where the document is written; otherwise it is shown.",
        HelpName = "FILE",
    };

    internal ExportDocumentCommand(
        CliContext context, string name, string argument, string argumentDescription, string description, string example,
        Func<LedgerClient, string, CancellationToken, Task<ExchangeDocument>> read)
        : base(name, description, example)
    {
        _code = new Argument<string>(argument) { Description = argumentDescription };
        Add(_code);
        Add(_out);
        Does(context, async (invocation, cancellationToken) =>
        {
            var document = await read(invocation.OpenReader(), invocation.Value(_code), cancellationToken);
            var bytes = ExchangeWriter.Write(document);
            if (invocation.Value(_out) is not { } path)
            {
                await invocation.Context.Out.WriteAsync(StrictText.Decode(bytes, "The document"));
                return ExitCode.Done;
            }

            EncodedFile.WriteNew(path, bytes);
            invocation.Report.Show(("exported", "已导出"), new Document
            {
                ["file"] = path,
                ["kind"] = Datum.Word(document.Kind),
                ["bytes"] = bytes.Length,
                ["height"] = document.AsOfHeight,
                ["time"] = Datum.Time(document.AsOfTime),
            });
            return ExitCode.Done;
        });
    }
}
