using System.CommandLine;
using Ledger.Certificates.Extensions;
using Ledger.Cli.Client;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Cli.Commands;

internal sealed class KeysCommand : CliCommand
{
    private static readonly Option<string> Out = new("--out")
    {
        Description = "The file to make; one that exists is not touched.",
        HelpName = "FILE",
        Required = true,
    };

    internal KeysCommand(CliContext context)
        : base("keys", "Make key files, and bring keys of others under a PIN of yours.", "ledger keys new --out centre.key")
    {
        Add(new NewCommand(context));
        Add(new ImportCommand(context));
    }

    private static string PinFor(Invocation invocation, Option<string?> file, string path) =>
        new KeyOpener(invocation.Context)
            .NewPin(invocation.Parsed.GetValue(file) ?? invocation.Context.Variable("LEDGER_PIN_FILE"), $"PIN for {path}:");

    private static Document Describe(string path, KeyPair pair) => new()
    {
        ["file"] = path,
        ["algorithm"] = Datum.Word(pair.Algorithm),
        ["public_key"] = Datum.Id(pair.PublicKey.Encoded),
    };

    private sealed class NewCommand : CliCommand
    {
        private static readonly Option<string> Algorithm = new Option<string>("--algorithm")
        {
            Description = "sm2 or p256.",
            DefaultValueFactory = _ => "sm2",
        }.AcceptOnlyFromAmong("sm2", "p256");

        internal NewCommand(CliContext context)
            : base(
                "new",
                "A new key pair in a file under a PIN, readable by you alone.",
                "ledger keys new --out centre.key --algorithm sm2 --pin-file centre.pin")
        {
            Add(Out);
            Add(Algorithm);
            Does(context, (invocation, _) =>
            {
                var algorithm = invocation.Value(Algorithm) == "sm2" ? SignatureAlgorithm.Sm2Sm3 : SignatureAlgorithm.EcdsaP256Sha256;
                var path = invocation.Value(Out);
                var pin = PinFor(invocation, ClientOptions.PinFile, path);
                using var pair = KeyPair.Generate(algorithm);
                KeyFile.Create(path, pair, pin);
                invocation.Report.Show(("key", "密钥"), Describe(path, pair));
                return Task.FromResult(ExitCode.Done);
            });
        }
    }

    /// <summary>Once in, a key of an old container, or one that lay open, is under Argon2id and a PIN that keeps the rules.</summary>
    private sealed class ImportCommand : CliCommand
    {
        private static readonly Argument<string> File = new("FILE")
        {
            Description = "PKCS#12, PKCS#8, PEM or .sm2, as CAs and other tools hand keys out.",
        };
        private static readonly Option<string?> NewPinFile = new("--new-pin-file")
        {
            Description = "A file that holds the new key file's PIN; --pin-file holds the old one's password.",
            HelpName = "FILE",
        };
        private static readonly Option<string?> CertificateOut = new("--certificate-out")
        {
            Description = "Where the key's certificate goes, in DER.",
            HelpName = "FILE",
        };
        private static readonly Option<string> Use = new Option<string>("--use")
        {
            Description = "Which key of a dual pair: sign or decrypt.",
            DefaultValueFactory = _ => "sign",
        }.AcceptOnlyFromAmong("sign", "decrypt");

        internal ImportCommand(CliContext context)
            : base(
                "import",
                "Bring a key out of another tool's file under a PIN of yours; the old file is not touched.",
                "ledger keys import old.pfx --pin-file old.password --out centre.key --new-pin-file centre.pin")
        {
            Add(File);
            Add(Out);
            Add(NewPinFile);
            Add(CertificateOut);
            Add(Use);
            Does(context, (invocation, _) => Task.FromResult(Import(invocation)));
        }

        private static int Import(Invocation invocation)
        {
            var from = invocation.Value(File);
            var use = invocation.Value(Use) == "sign" ? KeyUsages.Signing : KeyUsages.Encryption;
            var opened = invocation.Own(
                new KeyOpener(invocation.Context)
                    .OpenAll(from, invocation.PinPath));
            var pair = opened.Find(use) ?? throw KeyOpener.Ambiguous(from, opened, use);
            var path = invocation.Value(Out);
            KeyFile.Create(path, pair, PinFor(invocation, NewPinFile, path));
            var certificate = opened.CertificateOf(pair);
            if (invocation.Value(CertificateOut) is { } certificatePath)
            {
                EncodedFile.WriteNew(
                    certificatePath,
                    certificate is not null ? certificate.Der.Span : throw CliException.Usage($"{from} holds no certificate for its key."));
            }

            var document = Describe(path, pair);
            document["from"] = from;
            document["certificate"] = certificate is null ? null : Names.Show(invocation.Context, certificate.Subject);
            invocation.Report.Show(("key", "密钥"), document);
            return ExitCode.Done;
        }
    }
}
