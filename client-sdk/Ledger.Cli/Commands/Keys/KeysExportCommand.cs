using System.Security.Cryptography;
using System.Text;
using Ledger.Cli.Client;
using Ledger.Cms.KeyContainers;

namespace Ledger.Cli.Commands.Keys;

internal sealed class KeysExportCommand : CliCommand
{
    private const string PemLabel = "ENCRYPTED PRIVATE KEY";

    internal KeysExportCommand(CliContext context)
        : base(
            "export",
            "Write your key for another tool, under a PIN: encrypted PKCS#8 in PEM, which OpenSSL, Java and Windows read. " +
            "`keys import` brings it back.",
            "ledger keys export --key centre.key --out centre.pem --new-pin-file other.pin")
    {
        Add(KeyDocuments.Out);
        Add(KeyDocuments.NewPinFile);
        Does(context, (invocation, _) => Task.FromResult(Export(invocation)));
    }

    private static int Export(Invocation invocation)
    {
        var path = invocation.Value(KeyDocuments.Out);
        using var pair = new KeyOpener(invocation.Context).Open(
            invocation.KeyPath ?? throw CliException.Usage(
                "Which key? Give its file with --key FILE, or set LEDGER_KEY.",
                "哪个密钥？请用 --key 指定其文件，或设置 LEDGER_KEY。"),
            invocation.PinPath);
        var der = Pkcs8PrivateKey.WriteEncrypted(pair, KeyDocuments.NewPinOf(invocation, path));
        EncodedFile.WriteNewSecret(path, Encoding.ASCII.GetBytes(PemEncoding.WriteString(PemLabel, der) + "\n"));
        invocation.Report.Show(("key", "密钥"), KeyDocuments.Of(path, pair.PublicKey));
        return ExitCode.Done;
    }
}
