using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Ledger.Certificates;
using Ledger.Certificates.Files;
using Ledger.Cli.Client;
using Ledger.Cms.Files;
using Ledger.Cms.KeyContainers;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Cli.Commands.Keys;

internal sealed class KeysShowCommand : CliCommand
{
    private const string PemLabel = "PUBLIC KEY";

    private static readonly Argument<string> File = new("FILE")
    {
        Description = "A key in any of the forms that --key takes.",
    };
    private static readonly Option<string?> PublicOut = new("--public-out")
    {
        Description = "Where the public key goes, PEM.",
        HelpName = "FILE",
    };

    internal KeysShowCommand(CliContext context)
        : base(
            "show",
            "What a file with a key is, its algorithm, public key and certificates. A PIN is asked for only where the file says nothing " +
            "without.",
            "ledger keys show centre.key --public-out centre.pub")
    {
        Add(File);
        Add(PublicOut);
        Does(context, (invocation, _) => Task.FromResult(Show(invocation)));
    }

    private static int Show(Invocation invocation)
    {
        var path = invocation.Value(File);
        var bytes = EncodedFile.ReadAll(path);
        var found = KeyFile.TryDescribe(bytes, out _) is { } own
            ? [(own.PublicKey, null, own.Purpose)]
            : Find(invocation, path, bytes);
        if (invocation.Value(PublicOut) is { } publicPath)
        {
            var key = found.Count == 1
                ? found[0].Key
                : throw CliException.Usage(
                    $"{path} holds {found.Count} keys, and --public-out takes one: import it first, with --use.",
                    $"{path} 中有 {found.Count} 个密钥，--public-out 只取一个：请先用 --use 导入。");
            EncodedFile.WriteNew(
                publicPath, Encoding.ASCII.GetBytes(PemEncoding.WriteString(PemLabel, key.ToSubjectPublicKeyInfo()) + "\n"));
        }

        invocation.Report.Show(("key", "密钥"), new Document
        {
            ["file"] = path,
            ["kind"] = FileKinds.NameOf(FileKinds.Of(UnwrappedFile.Read(bytes))),
            ["keys"] = Datum.List(found.Select(one => Describe(invocation, one.Key, one.Certificate, one.Purpose))),
        });
        return ExitCode.Done;
    }

    // A .sm2 file has its certificate in clear; every other container says nothing before it is open.
    private static List<(PublicKey Key, Certificate? Certificate, string? Purpose)> Find(Invocation invocation, string path, byte[] bytes)
    {
        if (CfcaSm2File.TryReadCertificate(UnwrappedFile.Read(bytes).First) is { } certificate)
        {
            return [(certificate.PublicKey, certificate, null)];
        }

        var opened = invocation.Own(new KeyOpener(invocation.Context).OpenAll(path, invocation.PinPath));
        return [.. opened.Keys.Select(key => (key.PublicKey, opened.CertificateOf(key), (string?)null))];
    }

    private static Document Describe(Invocation invocation, PublicKey key, Certificate? certificate, string? purpose) => new()
    {
        ["algorithm"] = Datum.Word(key.Algorithm),
        ["public_key"] = Datum.Id(key.Encoded),
        ["purpose"] = purpose,
        ["certificate"] = certificate is null ? null : Names.Show(invocation.Context, certificate.Subject),
        ["valid_until"] = certificate is null ? null : Datum.Time(certificate.NotAfterMs),
    };
}
