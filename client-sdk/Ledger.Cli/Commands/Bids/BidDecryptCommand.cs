using System.CommandLine;
using System.Security.Cryptography;
using Ledger.BidFiles;
using Ledger.Certificates.Extensions;
using Ledger.Cli.Client;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Bids;

internal sealed class BidDecryptCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The bid file." };
    private readonly Option<string> _out = FileOptions.Out("the bid");
    private readonly Option<string> _section = BidOptions.Section();
    private readonly Option<string> _bidder = BidOptions.Bidder();
    private readonly Option<string?> _fileKey = new("--file-key")
    {
        Description = "The file's key, as the phone gave it to scan open --act decrypt; otherwise --key opens it.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _certificate = FileOptions.Certificate();

    internal BidDecryptCommand(CliContext context)
        : base(
            "decrypt",
            "Decrypt a bid file. Nothing that was changed comes out; a run that was killed goes on.",
            "ledger bid decrypt bid.enc --out bid.zip --section E4404000001001043001001 --bidder 91440400MA4UWX0R6T --file-key " +
            "opened/file.key")
    {
        Add(_file);
        Add(_out);
        Add(_section);
        Add(_bidder);
        Add(_fileKey);
        Add(_certificate);
        Does(context, (invocation, cancellationToken) => Task.FromResult(Decrypt(invocation, cancellationToken)));
    }

    private int Decrypt(Invocation invocation, CancellationToken cancellationToken)
    {
        var path = invocation.Value(_file);
        if (!BidFileHeader.TryReadFile(path, out var header, out var error))
        {
            BidOptions.Require(error);
        }

        var key = invocation.Own(OpenKey(invocation, header!));
        var since = TimeProvider.System.GetTimestamp();
        var label = new BidFileLabel(invocation.Value(_section), invocation.Value(_bidder));
        BidOptions.Require(
            new BidFileDecryptor(new BidFileOptions())
                .Decrypt(path, invocation.Value(_out), key, label, BidOptions.Bar(invocation), cancellationToken));
        var document = new Document { ["file"] = path, ["out"] = invocation.Value(_out), ["bytes"] = header!.PlaintextBytes };
        BidOptions.AddRate(document, header.PlaintextBytes, since);
        invocation.Report.Show(("decrypted", "已解密"), document);
        return ExitCode.Done;
    }

    private BidFileKey OpenKey(Invocation invocation, BidFileHeader header)
    {
        if (invocation.Value(_fileKey) is not { } path)
        {
            var key = header.TryUnwrap(FileOptions.OpenKey(invocation, _certificate, KeyUsages.Encryption).Pair);
            BidOptions.Require(key is null ? BidFileError.WrongKey : BidFileError.None);
            return key!;
        }

        var bytes = EncodedFile.ReadAll(path);
        try
        {
            return bytes.Length == BidFileKey.Bytes
                ? new BidFileKey(bytes)
                : throw CliException.Usage(
                    $"{path} is no file key: it has {bytes.Length} bytes, not {BidFileKey.Bytes}.",
                    $"{path} 不是文件密钥：有 {bytes.Length} 字节，应为 {BidFileKey.Bytes} 字节。");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
