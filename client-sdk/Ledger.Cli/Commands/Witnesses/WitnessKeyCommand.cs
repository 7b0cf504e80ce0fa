using System.CommandLine;
using System.Text;
using Ledger.Cli.Client;
using Ledger.Witness.Checkpoints;
using Ledger.Witness.Notes;

namespace Ledger.Cli.Commands.Witnesses;

internal sealed class WitnessKeyCommand : CliCommand
{
    private readonly Option<string?> _name = new("--name")
    {
        Description = "The witness's name, a URL without a scheme: no spaces, no plus.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _log = new("--log")
    {
        Description = "Make the key of a log instead, for programs that know no chain: its name is the log's, from --genesis.",
    };

    private readonly Option<string> _out = Client.FileOptions.Out("the private key, which you alone may read,");

    internal WitnessKeyCommand(CliContext context)
        : base(
            "key",
            "Make a witness's or a log's Ed25519 key. What is shown is the public key, for policies and for others' programs.",
            "ledger witness key --name witness.example/w1 --out w1.key")
    {
        Add(_name);
        Add(_log);
        Add(_out);
        Does(context, (invocation, _) => Task.FromResult(Make(invocation)));
    }

    private int Make(Invocation invocation)
    {
        var isLog = invocation.Value(_log);
        if (isLog == invocation.Value(_name) is not null)
        {
            throw CliException.Usage(
                "Give a witness's --name, or --log for the key of a log: one of the two.",
                "请用 --name 给出见证方名称，或用 --log 生成日志密钥，二者择一。");
        }

        var name = isLog ? LogCheckpoint.OriginOf(invocation.Genesis.ChainId) : invocation.Value(_name)!;
        if (!NoteKey.IsName(name))
        {
            throw CliException.Usage(
                $"{name} cannot name a key: 1 to {NoteKey.NameCharsMax} characters, no spaces, no plus.",
                $"{name} 不能作为密钥名称：应为 1 至 {NoteKey.NameCharsMax} 个字符，不含空格和加号。");
        }

        var text = NoteSigner.Generate(name, isLog ? NoteKeyKind.Log : NoteKeyKind.Witness);
        var path = invocation.Value(_out);
        if (File.Exists(path))
        {
            throw CliException.Usage($"{path} exists, and no key is written over.", $"{path} 已存在，不会覆盖密钥文件。");
        }

        EncodedFile.WriteNewSecret(path, Encoding.UTF8.GetBytes(text + "\n"));
        using var signer = WitnessKeys.Open(path, isLog ? NoteKeyKind.Log : NoteKeyKind.Witness);
        invocation.Report.Show(("key made", "密钥已生成"), new Document
        {
            ["file"] = path,
            ["public_key"] = signer.Public.ToString(),
        });
        return ExitCode.Done;
    }
}
