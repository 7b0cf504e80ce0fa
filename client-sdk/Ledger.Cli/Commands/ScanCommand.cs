using Ledger.Cli.Commands.Scans;

namespace Ledger.Cli.Commands;

internal sealed class ScanCommand : CliCommand
{
    internal ScanCommand(CliContext context)
        : base(
            "scan",
            "Scan sessions, the PC's side: show a QR, get a checked answer.",
            "ledger scan open --act login --origin https://ggzy.zhuhai.gov.cn --title 登录 --key centre.key")
    {
        Add(new ScanOpenCommand(context));
        Add(new ScanWatchCommand(context));
        Add(new ScanRecordCommand(context));
        Add(new ScanCountCommand(context));
    }
}
