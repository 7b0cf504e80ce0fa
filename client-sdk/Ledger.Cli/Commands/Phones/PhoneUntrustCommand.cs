using System.CommandLine;
using Ledger.Phone;

namespace Ledger.Cli.Commands.Phones;

internal sealed class PhoneUntrustCommand : CliCommand
{
    private readonly Argument<string> _origin = new("ORIGIN") { Description = "The page, as `ledger phone show` names it." };

    internal PhoneUntrustCommand(CliContext context)
        : base(
            "untrust",
            "Trust a page no longer: its sessions are refused from now on.",
            "ledger phone untrust https://ggzy.zhuhai.gov.cn --phone ~/phone")
    {
        Add(_origin);
        Add(PhoneOptions.Folder);
        Does(context, (invocation, _) =>
        {
            var vault = PhoneVault.Open(PhoneOptions.FolderOf(invocation)).Untrust(invocation.Value(_origin));
            invocation.Report.Show(("phone", "手机"), PhoneInitCommand.Describe(vault));
            return Task.FromResult(ExitCode.Done);
        });
    }
}
