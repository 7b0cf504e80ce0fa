using System.CommandLine;
using Ledger.Protocol;
using Ledger.Server.Founding;
using Ledger.Terminal;

namespace Ledger.Server.Commands;

/// <summary>Founds a consortium: genesis, keys, certificates, and one folder for each member.</summary>
internal sealed class InitCommand : ProgramCommand
{
    private static readonly Option<string> Members = new("--members")
    {
        Description = "Who founds the chain, JSON (docs/spec/members.schema.json).",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The folder to make; it must not exist.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Only check the file, and show what each member would get and what must never be sent.",
    };

    internal InitCommand(CliContext context)
        : base(
            "init",
            "Found a consortium: genesis, keys, TLS and etcd certificates, and a folder for each member with all that its machine needs.",
            "ledger init --members members.json --out consortium")
    {
        Add(Members);
        Add(Out);
        Add(DryRun);
        Does(context, (run, _) => Task.FromResult(Init(run)));
    }

    private static int Init(CommandRun run)
    {
        var (folder, isDry) = (Path.GetFullPath(run.Value(Out)), run.Value(DryRun));
        var file = MembersReader.Read(run.Value(Members));
        Founder.RequireFree(folder);
        using var founder = new Founder(file, run.Context.Clock.GetUtcNow());
        if (!isDry)
        {
            founder.Write(folder);
        }

        var document = Describe(file, folder, isDry ? null : founder.Genesis.ChainId);
        run.Report.Show(document, screen => Write(screen, document, file, folder));
        return ExitCode.Done;
    }

    private static Document Describe(MembersFile file, string folder, Digest? chainId) => new()
    {
        ["chain_id"] = chainId is { } id ? Datum.Id(id.ToArray()) : null,
        ["folder"] = folder,
        ["founder"] = Path.Combine(folder, FoundingFolder.FounderName),
        ["members"] = Datum.List(file.Members.Select(member => (Datum?)new Document
        {
            ["node"] = member.Node,
            ["name"] = member.Entry.Name,
            ["folder"] = Path.Combine(folder, member.Node),
            ["files"] = Datum.List(Founder.FilesOf(member).Select(one => one.Name)),
            ["secret"] = Datum.List(Founder.FilesOf(member).Where(one => one.IsSecret).Select(one => one.Name)),
        })),
    };

    private static void Write(Screen screen, Document document, MembersFile file, string folder)
    {
        screen.Heading(document["chain_id"] is { } id
            ? screen.Say($"Founded {file.Name}", $"已创建 {file.Name}")
            : screen.Say($"Nothing was written. {file.Name} would begin so:", $"未写入任何内容。{file.Name} 将如下创建："));
        screen.Line();
        screen.Pairs(new (string, Datum?)[] { ("chain_id", document["chain_id"]), ("folder", document["folder"]) }
            .Where(pair => pair.Item2 is not null)
            .Select(pair => (Vocabulary.Label(pair.Item1, screen.IsChinese), TextView.ValueOf(screen, pair.Item2))));
        foreach (var member in file.Members)
        {
            var secret = string.Join(", ", Founder.FilesOf(member).Where(one => one.IsSecret).Select(one => one.Name));
            screen.Line();
            screen.Line(
                screen.Say(
                    $"{member.Node}/ goes whole to {member.Entry.Name} and to nobody else. Secret in it: {secret}.",
                    $"{member.Node}/ 整体交给{member.Entry.Name}，不得交给他人。其中的秘密文件：{secret}。"), 2);
            if (member.Keys is not null)
            {
                screen.Line(
                    screen.Say(
                        $"It puts its own {FoundingFolder.VotingKey}, {FoundingFolder.ReceiptsKey}, {FoundingFolder.Pin} and " +
                        $"{FoundingFolder.TlsKey} there.",
                        $"由其自行放入 {FoundingFolder.VotingKey}、{FoundingFolder.ReceiptsKey}、{FoundingFolder.Pin} 和 " +
                        $"{FoundingFolder.TlsKey}。"), 2);
            }
        }

        screen.Line();
        screen.Line(
            screen.Say(
                "member/ in each holds the organisation's own key and certificate: its people keep it away from the node's machine.",
                "各目录中的 member/ 是该机构自己的密钥和证书：由其人员保管，不放在节点机器上。"), 2);
        screen.Line(
            screen.Say(
                $"{FoundingFolder.FounderName}/ is never sent, and never lies on a node's machine: whoever has it can let anybody write " +
                "to the order, and certify anybody as a member. Keep it offline.",
                $"{FoundingFolder.FounderName}/ 绝不外发，也不放在节点机器上：持有者可让任何人写入排序，并为任何人签发成员证书。请离线保存。"), 2);
        screen.Line(
            screen.Say(
                "Remove this folder once each member has its own and has compared the chain id by another way.",
                "各成员收到各自目录、并通过另一途径核对链标识后，请删除此目录。"), 2);
    }
}
