using System.CommandLine;
using Ledger.Protocol.Sessions;

namespace Ledger.Cli.Commands.Phones;

internal sealed class PhoneConfirmCommand : CliCommand
{
    private readonly Argument<uint> _number = new("NUMBER") { Description = "The two digits on the PC's screen." };

    internal PhoneConfirmCommand(CliContext context)
        : base(
            "confirm", "Do what the scanned session asks, sign every field of it, and answer.", "ledger phone confirm 42 --phone ~/phone")
    {
        Add(_number);
        Add(PhoneOptions.Folder);
        Add(PhoneOptions.PinFile);
        Does(context, async (invocation, cancellationToken) =>
        {
            var number = invocation.Value(_number);
            if (number >= ScanLimits.Numbers)
            {
                throw CliException.Usage(
                    $"The number on the screen has two digits; {number} is none.", $"屏幕上的数字是两位数，{number} 不是。");
            }

            var session = await PhoneOptions.Open(invocation).ResumeAsync(cancellationToken);
            var confirmedAt = await session.ConfirmAsync(number, PhoneOptions.PinOf(invocation), cancellationToken);
            invocation.Report.Show(("confirmed", "已确认"), new Document
            {
                ["act"] = Datum.Word(session.Act),
                ["title"] = session.Title,
                ["confirmed_at"] = Datum.Time(confirmedAt),
            });
            return ExitCode.Done;
        });
    }
}
