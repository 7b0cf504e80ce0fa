using System.CommandLine;
using System.Globalization;
using Ledger.BidFiles;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Seals;
using Ledger.Client;
using Ledger.Client.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Scans;

internal sealed class ScanOpenCommand : CliCommand
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "What is signed, sealed or encrypted (1 to 50); for seal with --seal, PDFs; for decrypt, the bid file.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<string> _act = new Option<string>("--act")
    {
        Description = "login, sign, seal, encrypt or decrypt.",
        Required = true,
    }.AcceptOnlyFromAmong("login", "sign", "seal", "encrypt", "decrypt");
    private readonly Option<string> _origin = new("--origin")
    {
        Description = "The page's origin, https://host.",
        HelpName = "ORIGIN",
        Required = true,
    };
    private readonly Option<string> _title = new("--title")
    {
        Description = "What the phone shows on top.",
        HelpName = "TEXT",
        Required = true,
    };
    private readonly Option<string> _section = new("--section")
    {
        Description = "For decrypt: the section of the bid file.",
        HelpName = "CODE",
        DefaultValueFactory = _ => "",
    };
    private readonly Option<string?> _prepared = new("--prepared")
    {
        Description = "For seal: also write the prepared PDFs to this folder, for scan watch.",
        HelpName = "DIR",
    };
    private readonly SealPlacementOptions _placement = new();
    private readonly Option<string?> _session = new("--session")
    {
        Description = "Also write the session, secrets included, to this new file for scan watch.",
        HelpName = "FILE",
    };
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "End once the QR is shown." };

    internal ScanOpenCommand(CliContext context)
        : base(
            "open",
            "Open a session as a trading centre, show its QR and number, and wait for the answer.",
            "ledger scan open bid.pdf --act sign --origin https://ggzy.zhuhai.gov.cn --title 签署投标函 --key centre.key --out signed")
    {
        Add(_files);
        Add(_act);
        Add(_origin);
        Add(_title);
        Add(_section);
        Add(ScanSealing.Seal);
        _placement.AddTo(this);
        Add(_prepared);
        Add(_session);
        Add(_noWait);
        Add(ScanFollowing.Out);
        Add(ScanFollowing.Opening);
        Does(context, OpenAsync);
    }

    private async Task<int> OpenAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        if (invocation.Value(_noWait) && invocation.Value(ScanFollowing.Opening) is not null)
        {
            throw CliException.Usage(
                "With --no-wait there is no answer yet to keep: give --opening to scan watch.",
                "使用 --no-wait 时尚无应答可存，请在 scan watch 时给出 --opening。");
        }

        var client = await invocation.OpenSignerAsync(cancellationToken);
        var (request, sealing) = await RequestAsync(invocation, client, cancellationToken);
        var session = await client.OpenScanAsync(request, cancellationToken);
        if (invocation.Value(_session) is { } path)
        {
            EncodedFile.WriteNewSecret(path, session.Export());
        }

        var number = session.Number.ToString("D2", CultureInfo.InvariantCulture);
        invocation.Report.ShowItem(
            new Document
            {
                ["state"] = "Opened",
                ["qr"] = session.QrText,
                ["number"] = number,
                ["expires_at"] = Datum.Time(session.ExpiresAt),
            },
            (
                $"{session.RenderQr()}\n{session.QrText}\n\nType this number into the phone:  {number}\n",
                $"{session.RenderQr()}\n{session.QrText}\n\n请在手机上输入此数字：  {number}\n"));
        return invocation.Value(_noWait)
            ? ExitCode.Done
            : await ScanFollowing.FollowAsync(invocation, client, session, request.Documents, sealing, cancellationToken);
    }

    private async Task<(ScanRequest Request, ScanSealing? Sealing)> RequestAsync(
        Invocation invocation, LedgerClient client, CancellationToken cancellationToken)
    {
        var files = invocation.Value(_files);
        var hasher = invocation.Genesis.Hasher;
        var request = new ScanRequest
        {
            Act = Enum.Parse<ScanAct>(invocation.Value(_act), ignoreCase: true),
            Origin = invocation.Value(_origin),
            Title = invocation.Value(_title),
            SectionCode = invocation.Value(_section),
        };
        if (await PrepareAsync(invocation, client, request.Act, files, cancellationToken) is { } sealing)
        {
            return (request with { Documents = sealing.Documents(hasher), Seal = sealing.SealDocument(hasher) }, sealing);
        }

        request = request with { Documents = await ScanFiles.ReadAsync(files, hasher, cancellationToken) };
        return (request.Act == ScanAct.Decrypt ? request with { BidFileHeader = HeaderOf(files) } : request, null);
    }

    // The PC's own clock says nothing on a seal: the chain's time, which this client has verified, does.
    private async Task<ScanSealing?> PrepareAsync(
        Invocation invocation, LedgerClient client, ScanAct act, string[] files, CancellationToken cancellationToken)
    {
        if (invocation.Value(ScanSealing.Seal) is not { } path)
        {
            return null;
        }

        if (act != ScanAct.Seal ||
            (invocation.Value(_noWait) ? _prepared : ScanFollowing.Out) is { } place && invocation.Value(place) is null)
        {
            throw CliException.Usage(
                "--seal is for --act seal, and the sealed PDFs need a place: give --out DIR, or with --no-wait --prepared DIR.",
                "--seal 仅用于 --act seal，盖章后的 PDF 需要存放处：请给出 --out DIR，或与 --no-wait 同用 --prepared DIR。");
        }

        var status = await client.GetStatusAsync(cancellationToken);
        var sealing = ScanSealing.Prepare(path, files, seal => _placement.Of(invocation, seal, status.BlockTime));
        if (invocation.Value(_prepared) is { } folder)
        {
            sealing.Keep(folder);
        }

        return sealing;
    }

    private static ReadOnlyMemory<byte> HeaderOf(string[] files)
    {
        if (files.Length != 1)
        {
            throw CliException.Usage(
                "To decrypt, give the one bid file.",
                "解密时请给出一份投标文件。");
        }

        return BidFileHeader.TryReadFile(files[0], out var header, out var error)
            ? header.Encoded
            : throw CliException.Usage(
                $"{files[0]} is no bid file: {error}.",
                $"{files[0]} 不是投标文件：{error}。");
    }
}
