using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Cli.Commands.Keys;

internal sealed class KeysNewCommand : CliCommand
{
    private static readonly (string Word, SignatureAlgorithm Algorithm)[] Algorithms =
    [
        ("sm2", SignatureAlgorithm.Sm2Sm3),
        ("p256", SignatureAlgorithm.EcdsaP256Sha256),
        ("p384", SignatureAlgorithm.EcdsaP384Sha384),
        ("rsa", SignatureAlgorithm.RsaPkcs1Sha256),
    ];

    private static readonly Option<string> Algorithm = new Option<string>("--algorithm")
    {
        Description = "What the key is for: sm2, p256, p384, or rsa of 3072 bits.",
        DefaultValueFactory = _ => Algorithms[0].Word,
    }.AcceptOnlyFromAmong([.. Algorithms.Select(one => one.Word)]);

    internal KeysNewCommand(CliContext context)
        : base(
            "new",
            "A new key pair in a file under a PIN, readable by you alone.",
            "ledger keys new --out centre.key --algorithm sm2 --pin-file centre.pin")
    {
        Add(KeyDocuments.Out);
        Add(Algorithm);
        Does(context, (invocation, _) =>
        {
            var path = invocation.Value(KeyDocuments.Out);
            var pin = new KeyOpener(context).NewPin(invocation.PinPath, $"PIN for {path}:");
            using var pair = KeyPair.Generate(Algorithms.Single(one => one.Word == invocation.Value(Algorithm)).Algorithm);
            KeyFile.Create(path, pair, pin);
            invocation.Report.Show(("key", "密钥"), KeyDocuments.Of(path, pair.PublicKey));
            return Task.FromResult(ExitCode.Done);
        });
    }
}
