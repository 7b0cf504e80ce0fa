using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Cli.Commands;

internal sealed class KeysCommand : CliCommand
{
    internal KeysCommand(CliContext context)
        : base("keys", "Make key files.", "ledger keys new --out centre.key") => Add(new NewCommand(context));

    private sealed class NewCommand : CliCommand
    {
        private static readonly Option<string> Out = new("--out") { Description = "The file to make; one that exists is not touched.", HelpName = "FILE", Required = true };
        private static readonly Option<string> Algorithm = new Option<string>("--algorithm") { Description = "sm2 or p256.", DefaultValueFactory = _ => "sm2" }.AcceptOnlyFromAmong("sm2", "p256");

        internal NewCommand(CliContext context)
            : base("new", "A new key pair in a file under a PIN, readable by you alone.", "ledger keys new --out centre.key --algorithm sm2 --pin-file centre.pin")
        {
            Add(Out);
            Add(Algorithm);
            Does(context, (invocation, _) =>
            {
                var algorithm = invocation.Value(Algorithm) == "sm2" ? SignatureAlgorithm.Sm2Sm3 : SignatureAlgorithm.EcdsaP256Sha256;
                var path = invocation.Value(Out);
                var pin = new KeyOpener(context).NewPin(invocation.Parsed.GetValue(CommonOptions.PinFile) ?? context.Variable("LEDGER_PIN_FILE"), $"PIN for {path}:");
                using var pair = KeyPair.Generate(algorithm);
                KeyFile.Create(path, pair, pin);
                invocation.Report.Show(("key", "密钥"), new Document
                {
                    ["file"] = path,
                    ["algorithm"] = Datum.Word(algorithm),
                    ["public_key"] = Datum.Id(pair.PublicKey.Encoded),
                });
                return Task.FromResult(ExitCode.Done);
            });
        }
    }
}
