using System.CommandLine;
using System.Text;
using Ledger.Anchor;
using Ledger.Cli.Client;

namespace Ledger.Cli.Commands.Anchors;

internal sealed class AnchorKeyCommand : CliCommand
{
    private readonly Option<string> _out = Client.FileOptions.Out("the private key, which you alone may read,");

    internal AnchorKeyCommand(CliContext context)
        : base(
            "key",
            "Make a secp256k1 key: a validator's for co-signing, or that of an account which pays on the EVM chain. What is shown is its " +
            "address.",
            "ledger anchor key --out cosigner.key")
    {
        Add(_out);
        Does(context, (invocation, _) => Task.FromResult(Make(invocation)));
    }

    private int Make(Invocation invocation)
    {
        var path = invocation.Value(_out);
        if (File.Exists(path))
        {
            throw CliException.Usage($"{path} exists, and no key is written over.", $"{path} 已存在，不会覆盖密钥文件。");
        }

        var key = CosignerKey.Generate();
        EncodedFile.WriteNewSecret(path, Encoding.UTF8.GetBytes(key.ToSecretLine() + "\n"));
        invocation.Report.Show(("key made", "密钥已生成"), new Document { ["file"] = path, ["evm_address"] = key.Address.ToString() });
        return ExitCode.Done;
    }
}
