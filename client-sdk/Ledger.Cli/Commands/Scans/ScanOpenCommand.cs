using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.BidFiles;
using Ledger.Cli.Client;
using Ledger.Cli.Output;
using Ledger.Client.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Scans;

internal sealed class ScanOpenCommand : CliCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "What is signed, sealed or encrypted (1 to 50); for decrypt, the bid file.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _act = new Option<string>("--act") { Description = "login, sign, seal, encrypt or decrypt.", Required = true }.AcceptOnlyFromAmong("login", "sign", "seal", "encrypt", "decrypt");
    private readonly Option<string> _origin = new("--origin") { Description = "The page's origin, https://host.", HelpName = "ORIGIN", Required = true };
    private readonly Option<string> _title = new("--title") { Description = "What the phone shows on top.", HelpName = "TEXT", Required = true };
    private readonly Option<string> _section = new("--section") { Description = "For decrypt: the section of the bid file.", HelpName = "CODE", DefaultValueFactory = _ => "" };
    private readonly Option<string?> _session = new("--session") { Description = "Also write the session, secrets included, to this new file for scan watch.", HelpName = "FILE" };
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "End once the QR is shown." };

    internal ScanOpenCommand(CliContext context)
        : base("open", "Open a session as a trading centre, show its QR and number, and wait for the answer.", "ledger scan open bid.pdf --act sign --origin https://ggzy.zhuhai.gov.cn --title 签署投标函 --key centre.key --out signed")
    {
        Add(_files);
        Add(_act);
        Add(_origin);
        Add(_title);
        Add(_section);
        Add(_session);
        Add(_noWait);
        Add(ScanFollowing.Out);
        Does(context, OpenAsync);
    }

    private async Task<int> OpenAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var files = invocation.Value(_files);
        var documents = await ScanFiles.ReadAsync(files, invocation.Genesis.Hasher, cancellationToken);
        var request = new ScanRequest
        {
            Act = Enum.Parse<ScanAct>(invocation.Value(_act), ignoreCase: true),
            Origin = invocation.Value(_origin),
            Title = invocation.Value(_title),
            Documents = documents,
            SectionCode = invocation.Value(_section),
        };
        if (request.Act == ScanAct.Decrypt)
        {
            request = request with { BidFileHeader = HeaderOf(files) };
        }

        var client = await invocation.OpenSignerAsync(cancellationToken);
        var session = await client.OpenScanAsync(request, cancellationToken);
        if (invocation.Value(_session) is { } path)
        {
            EncodedFile.WriteNewSecret(path, session.Export());
        }

        var number = session.Number.ToString("D2", CultureInfo.InvariantCulture);
        invocation.Report.ShowItem(
            new JsonObject { ["state"] = "OPENED", ["qr"] = session.QrText, ["number"] = number, ["expires_at"] = Documents.Time(session.ExpiresAt) },
            $"{session.RenderQr()}\n{session.QrText}\n\nType this number into the phone:  {number}\n");
        return invocation.Value(_noWait) ? ExitCode.Done : await ScanFollowing.FollowAsync(invocation, session, documents, cancellationToken);
    }

    private static ReadOnlyMemory<byte> HeaderOf(string[] files)
    {
        if (files.Length != 1)
        {
            throw CliException.Usage("To decrypt, give the one bid file.");
        }

        return BidFileHeader.TryReadFile(files[0], out var header, out var error) ? header.Encoded : throw CliException.Usage($"{files[0]} is no bid file: {error}.");
    }
}
