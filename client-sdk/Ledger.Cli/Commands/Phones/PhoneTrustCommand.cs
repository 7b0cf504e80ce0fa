using System.CommandLine;
using Ledger.Phone;

namespace Ledger.Cli.Commands.Phones;

internal sealed class PhoneTrustCommand : CliCommand
{
    private readonly Argument<string> _origin = new("ORIGIN=USCC") { Description = "The page, and the trading centre it belongs to." };

    internal PhoneTrustCommand(CliContext context)
        : base(
            "trust",
            "Take a page as a trading centre's: only if you know that it is.",
            "ledger phone trust https://ggzy.zhuhai.gov.cn=12440400MB2D000001 --phone ~/phone")
    {
        Add(_origin);
        Add(PhoneOptions.Folder);
        Does(context, (invocation, _) =>
        {
            var vault = PhoneVault.Open(PhoneOptions.FolderOf(invocation)).Trust(PhoneOptions.OriginOf(invocation.Value(_origin)));
            invocation.Report.Show(("phone", "手机"), PhoneInitCommand.Describe(vault));
            return Task.FromResult(ExitCode.Done);
        });
    }
}
