using Ledger.Phone;

namespace Ledger.Cli.Commands.Phones;

internal sealed class PhoneResetCommand : CliCommand
{
    internal PhoneResetCommand(CliContext context)
        : base(
            "reset",
            "Remove the phone from its folder, after saying what is lost; `ledger phone init` makes it anew.",
            "ledger phone reset --phone ~/phone --dry-run")
    {
        Add(PhoneOptions.Folder);
        DoesForGood(context, (invocation, _) => Task.FromResult(Reset(invocation)));
    }

    private static int Reset(Invocation invocation)
    {
        var folder = PhoneOptions.FolderOf(invocation);
        var lost = PhoneInitCommand.Describe(PhoneVault.Open(folder));
        var removal = new FinalStep(
            lost, screen => Write(screen, lost), ("Remove the phone?", "确认移除此手机？"), ("Nothing was removed.", "未移除。"));
        if (!Confirmation.Ask(invocation, removal))
        {
            return Confirmation.CodeOfUndone(invocation);
        }

        PhoneVault.Remove(folder);
        invocation.Report.Show(("removed", "已移除"), lost);
        return ExitCode.Done;
    }

    private static void Write(Screen screen, Document lost)
    {
        TextView.Write(screen, screen.Say("This would be lost", "以下内容将丢失"), lost);
        screen.Line(screen.Say(
            "The keys are in this folder alone unless you kept the container that they came from: bid files that were encrypted to them " +
            "open with no other key.",
            "除非另存有原密钥容器，密钥仅存于此文件夹：用其加密的投标文件无法以其他密钥解密。"));
    }
}
